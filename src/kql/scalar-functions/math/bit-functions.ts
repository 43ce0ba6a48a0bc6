import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';

const pair = (name: string, summary: string, of: (value: bigint, other: bigint) => bigint | null) =>
  scalarFunction(name, { summary, naming: 'first-argument', overloads: [overload(['long', 'long'], 'long', of)] });

const single = (name: string, summary: string, of: (value: bigint) => bigint | number) =>
  scalarFunction(name, { summary, naming: 'first-argument', overloads: [overload(['long'], 'long', of)] });

function countOnes(value: bigint): number {
  let count = 0;
  for (let rest = BigInt.asUintN(64, value); rest > 0n; rest &= rest - 1n) count++;
  return count;
}

/**
 * The functions of the 64 bits of a whole number; a shift counts its places modulo 64.
 * @see https://learn.microsoft.com/kusto/query/scalar-functions#binary-functions
 */
export const bitFunctions: readonly ScalarFunction[] = [
  pair('binary_and', 'The bits that both numbers have.', (value, other) => value & other),
  pair('binary_or', 'The bits that one of two numbers has.', (value, other) => value | other),
  pair('binary_xor', 'The bits that only one of two numbers has.', (value, other) => value ^ other),
  pair('binary_shift_left', 'Moves the bits to higher places; null for a negative count.', (value, places) =>
    places < 0n ? null : BigInt.asIntN(64, value << (places % 64n)),
  ),
  pair(
    'binary_shift_right',
    'Moves the bits to lower places and keeps the sign; null for a negative count.',
    (value, places) => (places < 0n ? null : value >> (places % 64n)),
  ),
  single('binary_not', 'Turns every bit around.', (value) => ~value),
  single('bitset_count_ones', 'Counts the bits that are set.', countOnes),
];
