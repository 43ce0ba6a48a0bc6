import { positionAt, type Span } from '../../base/span.js';
import type { Token, TokenClass } from '../../corpus/index.js';

/** A piece of a line in one colour; a column or space has none. */
interface Piece {
  readonly text: string;
  readonly is?: TokenClass;
  readonly marked?: true;
}

/** A line of a query. */
export interface QueryLine {
  readonly number: number;
  readonly pieces: readonly Piece[];
}

/** Cuts a stretch of a query into coloured lines, numbered as in the whole query, and marks parts of them. */
export function queryLines(
  text: string,
  tokens: readonly Token[],
  span: Span = { start: 0, end: text.length },
  marks: readonly Span[] = [],
): QueryLine[] {
  const lines: QueryLine[] = [];
  let next = 0;
  let number = lineAt(text, span.start);
  for (let start = span.start; start <= span.end; number++) {
    const stop = lineEnd(text, start, span.end);
    while (next < tokens.length && tokens[next].end <= start) next++;
    lines.push({ number, pieces: piecesOf(text, tokens, next, { start, end: stop }, marks) });
    start = stop + (text.startsWith('\r\n', stop) ? 2 : 1);
  }
  return withoutBlankEnds(lines);
}

/** The line, from 1, on which an offset of a text lies. */
export function lineAt(text: string, offset: number): number {
  return positionAt(text, offset).line;
}

function lineEnd(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (text[at] === '\n' || text[at] === '\r') return at;
  return end;
}

function piecesOf(text: string, tokens: readonly Token[], first: number, line: Span, marks: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = line.start;
  /** Adds the text up to an offset, cut where a mark begins or ends. */
  const add = (end: number, is?: TokenClass) => {
    while (at < end) {
      const marked = marks.some((mark) => mark.start <= at && at < mark.end);
      const cuts = marks.flatMap((mark) => [mark.start, mark.end]).filter((cut) => cut > at && cut < end);
      const stop = Math.min(end, ...cuts);
      pieces.push({ text: text.slice(at, stop), ...(is && { is }), ...(marked && { marked }) });
      at = stop;
    }
  };
  for (let place = first; place < tokens.length && tokens[place].start < line.end; place++) {
    add(Math.min(tokens[place].start, line.end));
    add(Math.min(tokens[place].end, line.end), tokens[place].is);
  }
  add(line.end);
  return pieces;
}

function withoutBlankEnds(lines: QueryLine[]): QueryLine[] {
  const blank = (line: QueryLine) => line.pieces.every((piece) => piece.text.trim() === '');
  const first = lines.findIndex((line) => !blank(line));
  const last = lines.findLastIndex((line) => !blank(line));
  return first === -1 ? lines.slice(0, 1) : lines.slice(first, last + 1);
}
