/** A stretch of a text: `start` is the offset of its first UTF-16 unit, `end` the offset behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: both `line` and `column` begin at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of an offset in a text; lines end at `\n`, `\r\n` or `\r`. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  const end = Math.min(offset, text.length);
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      lineStart = i + 1;
    }
  }
  return { line, column: end - lineStart + 1 };
}
