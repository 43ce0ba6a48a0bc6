import type { Span } from '../../base/span.js';
import type { Token, TokenClass } from '../../corpus/index.js';

/** A piece of a line in one colour; a column or space has none. */
export interface Piece {
  readonly text: string;
  readonly is?: TokenClass;
}

/** A line of a query. */
export interface QueryLine {
  readonly number: number;
  readonly pieces: readonly Piece[];
}

/** Cuts a stretch of a query into coloured lines, numbered as in the whole query. */
export function queryLines(
  text: string,
  tokens: readonly Token[],
  span: Span = { start: 0, end: text.length },
): QueryLine[] {
  const lines: QueryLine[] = [];
  let number = lineAt(text, span.start);
  let pieces: Piece[] = [];
  const add = (piece: string, is?: TokenClass) => {
    piece.split(/\r\n|\r|\n/).forEach((part, place) => {
      if (place > 0) {
        lines.push({ number: number++, pieces });
        pieces = [];
      }
      if (part !== '') pieces.push(is === undefined ? { text: part } : { text: part, is });
    });
  };
  let at = span.start;
  for (const token of tokens) {
    const start = Math.max(token.start, at);
    const end = Math.min(token.end, span.end);
    if (end <= start) continue;
    add(text.slice(at, start));
    add(text.slice(start, end), token.is);
    at = end;
  }
  add(text.slice(at, span.end));
  lines.push({ number, pieces });
  return withoutBlankEnds(lines);
}

/** The line, from 1, on which an offset of a text lies. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function withoutBlankEnds(lines: QueryLine[]): QueryLine[] {
  const blank = (line: QueryLine) => line.pieces.every((piece) => piece.text.trim() === '');
  const first = lines.findIndex((line) => !blank(line));
  const last = lines.findLastIndex((line) => !blank(line));
  return first === -1 ? lines.slice(0, 1) : lines.slice(first, last + 1);
}
