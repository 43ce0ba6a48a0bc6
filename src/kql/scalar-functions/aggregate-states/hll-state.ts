import { raise, unsupported } from '../../problems.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { valueText } from '../../types/text.js';
import type { Json, Value } from '../../types/value.js';
import { hashOfNumber } from '../hash/hash.js';

/*
 * What hll() gives: the different values themselves, where the engine keeps a sketch of them. It prints as `[["hll"],[...]]`. The engine's
 * own state of at most 1024 values is `[[1024,14],[hashes],[]]`: it is read, and each hash is a value that only its hash is known of.
 */

const mark = 'hll';

/** What the key of such a value begins with. */
const hashMark = '#';

/** The value as an hll keeps it. */
export function hllKey(value: Value, type: ScalarType): string {
  return `${type}:${valueText(value, type)}`;
}

export function hllState(keys: Iterable<string>): Json {
  return [[mark], [...new Set(comparable(keys))]];
}

/** The values of a state; of one that the engine made they are known as long as it lists their hashes. */
export function hllKeys(state: Json, construct: string): ReadonlySet<string> {
  const parts = Array.isArray(state) && state.every(Array.isArray) ? (state as Json[][]) : [];
  if (parts.length === 2 && parts[0][0] === mark) return new Set(parts[1] as string[]);
  const [sizes, hashes, registers] = parts;
  if (parts.length !== 3 || sizes.join() !== '1024,14' || registers.length > 0)
    return raise(unsupported(construct, undefined, 'a state that hll() did not make here, and that lists no hashes'));
  return new Set(hashes.map((hash) => `${hashMark}${hash}`));
}

/** Whether the value of a key is known by its hash only. */
export function isHash(key: string): boolean {
  return key.startsWith(hashMark);
}

/** Keys that can be compared with each other: where some are hashes, all are. */
function comparable(keys: Iterable<string>): string[] {
  const all = [...keys];
  return all.some(isHash) ? all.map(hashedKey) : all;
}

function hashedKey(key: string): string {
  if (isHash(key)) return key;
  const [, type, text] = /^(int|long):(.+)$/.exec(key) ?? [];
  if (type === undefined)
    return raise(unsupported('hll_merge', undefined, 'a state that the engine made with one of neither int nor long'));
  return `${hashMark}${hashOfNumber(type === 'int' ? Number(text) : BigInt(text))}`;
}
