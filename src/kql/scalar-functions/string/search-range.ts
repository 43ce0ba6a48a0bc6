import type { Regex } from '../../types/regex.js';
import { countCodePoints, unitOffset } from './code-points.js';

/** The part of a text in which a match may begin, in UTF-16 units, and which match is asked for. */
interface SearchRange {
  readonly text: string;
  readonly from: number;
  /** No match may begin here or later. */
  readonly end: number;
  readonly occurrence: number;
}

/** Reads the optional arguments of the index functions; null where they make no sense. A negative start counts from the end. */
export function searchRange(text: string, start = 0n, length = -1n, occurrence = 1n): SearchRange | null {
  if (length < -1n || occurrence < 0n) return null;
  const size = countCodePoints(text);
  const first = Math.min(size, start < 0n ? Math.max(0, size + Number(start)) : Number(start));
  const last = length === -1n ? size : Math.min(size, first + Number(length));
  return {
    text,
    from: unitOffset(text, first),
    end: length === -1n ? text.length + 1 : unitOffset(text, last),
    occurrence: Number(occurrence),
  };
}

/** Finds the match asked for with a search from an offset; its place counts characters. */
export function nthFrom(
  { text, from, end, occurrence }: SearchRange,
  find: (text: string, from: number) => number,
): number {
  let at = find(text, from);
  for (let count = 1; at >= 0 && count < occurrence; count++) at = find(text, at + 1);
  return at < 0 || at >= end ? -1 : countCodePoints(text.slice(0, at));
}

/** Finds the match of a regular expression asked for; its place counts characters. Matches do not overlap. */
export function nthMatch({ text, from, end, occurrence }: SearchRange, regex: Regex): number {
  const starts = regex.matchAll(text.slice(from)).map((match) => from + match.start);
  const at = starts.filter((each) => each < end)[Math.max(0, occurrence - 1)];
  return at === undefined ? -1 : countCodePoints(text.slice(0, at));
}
