import { overload, prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { utf8Bytes } from '../string/bytes.js';
import { xxhash64 } from './xxhash64.js';

const refuse = (what: string) =>
  raise(unsupported('hash', undefined, `the bytes that it takes of ${what} are not documented`));

/** The hash as a long, or its remainder, which is never negative. */
function hashOf(bytes: Uint8Array, modulus: bigint | undefined): bigint | null {
  const hash = BigInt.asIntN(64, xxhash64(bytes));
  if (modulus === undefined) return hash;
  if (modulus <= 0n) return raise(unsupported('hash', undefined, 'the modulus must be positive'));
  return ((hash % modulus) + modulus) % modulus;
}

/** The hash of an int, a number, or of a number of 64 bits. */
export function hashOfNumber(value: bigint | number): bigint {
  return BigInt.asIntN(64, xxhash64(bytesOf(value)));
}

/** The bytes of a number, the lowest first: four of an int, eight of a number of 64 bits. */
function bytesOf(value: bigint | number): Uint8Array {
  const bytes = new Uint8Array(typeof value === 'number' ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (typeof value === 'number') view.setInt32(0, value, true);
  else view.setBigInt64(0, value, true);
  return bytes;
}

const exact = { exact: true } as const;

/** @see https://learn.microsoft.com/kusto/query/hash-function */
export default scalarFunction('hash', {
  summary:
    "The 64 bits that the xxHash64 algorithm makes of a text's UTF-8 or of a number's bytes, or their remainder.",
  aliases: ['hash_xxhash64'],
  gap: 'Values of the types real, decimal, bool and guid; null and the empty string; a modulus below 1.',
  overloads: [
    overload(
      ['string', 'long?'],
      'long',
      (text, modulus) => hashOf(text === '' ? refuse('an empty string') : utf8Bytes(text), modulus),
      exact,
    ),
    ...(['int', 'long', 'datetime', 'timespan'] as const).map((type) =>
      overload(
        [type, 'long?'],
        'long',
        (value, modulus) =>
          modulus === null ? null : hashOf(value === null ? refuse('null') : bytesOf(value), modulus),
        { nulls: 'given', exact: true },
      ),
    ),
    ...(['real', 'decimal', 'bool', 'guid'] as const).map((type) =>
      prepared([type, 'long?'], 'long', () => refuse(`a value of type ${type}`), exact),
    ),
  ],
});
