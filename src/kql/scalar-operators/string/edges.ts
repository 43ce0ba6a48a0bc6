import { foldCase } from '../../types/letter-case.js';
import type { TextTest } from './terms.js';

/** Tests whether a text begins with another, whatever the case of either. */
export function beginsWith(start: string): TextTest {
  const folded = foldCase(start);
  return (text) => text.length >= start.length && foldCase(text.slice(0, start.length)) === folded;
}

/** Tests whether a text ends with another, whatever the case of either. */
export function endsWith(end: string): TextTest {
  const folded = foldCase(end);
  return (text) => text.length >= end.length && foldCase(text.slice(text.length - end.length)) === folded;
}

/** Tests whether a text is another, whatever the case of either. */
export function equalsInAnyCase(other: string): TextTest {
  const folded = foldCase(other);
  return (text) => text.length === other.length && (text === other || foldCase(text) === folded);
}
