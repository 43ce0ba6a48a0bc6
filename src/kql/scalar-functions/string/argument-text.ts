import type { Preparation } from '../../plan/definitions.js';
import { valueText } from '../../types/text.js';
import type { Value } from '../../types/value.js';

/** Gives the text of an argument of any type. */
export function textReader({ types }: Preparation, at: number): (value: Value) => string {
  const type = types[at];
  return type === 'string' ? (value) => value as string : (value) => valueText(value, type);
}

/** One reader for each argument. */
export function textReaders(given: Preparation): ((value: Value) => string)[] {
  return given.types.map((_, at) => textReader(given, at));
}
