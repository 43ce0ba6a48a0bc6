import { raise, unsupported } from '../../problems.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { valueText } from '../../types/text.js';
import type { Json, Value } from '../../types/value.js';

/*
 * What hll() gives: the different values themselves, where the engine keeps a sketch of them. It prints as `[["hll"],[...]]`.
 */

const mark = 'hll';

/** The value as an hll keeps it: an int and a long are the same number. */
export function hllKey(value: Value, type: ScalarType): string {
  return `${type === 'int' ? 'long' : type}:${valueText(value, type)}`;
}

export function hllState(keys: Iterable<string>): Json {
  return [[mark], [...keys]];
}

/** The values of a state; one that our hll() did not make is refused, as its values cannot be known. */
export function hllKeys(state: Json, construct: string): ReadonlySet<string> {
  const [[marked], keys] =
    Array.isArray(state) && state.length === 2 && state.every(Array.isArray) ? (state as Json[][]) : [[]];
  if (marked !== mark) return raise(unsupported(construct, undefined, 'a state that hll() did not make here'));
  return new Set(keys as string[]);
}
