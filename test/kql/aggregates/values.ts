import fc from 'fast-check';
import { KustoDecimal } from '../../../src/kql/types/convert.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import type { Json, Value } from '../../../src/kql/types/value.js';

/** Few values of each type, so that they meet again; sums of the reals are exact. */
const values: Record<ScalarType, readonly Value[]> = {
  bool: [true, false],
  int: [0, 1, -1, 7, 2 ** 31 - 1, -(2 ** 31)],
  long: [0n, 1n, -5n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  real: [0, 0.5, -2.5, 1e6],
  decimal: ['0', '1.5', '-2.25', '100'].map((text) => new KustoDecimal(text)),
  string: ['', 'a', 'B', 'ä', '😀', '1'],
  datetime: [0n, 637_134_336_000_000_000n, 637_134_336_000_000_001n, 100n],
  timespan: [0n, 1n, -864_000_000_000n, 36_000_000_000n],
  guid: ['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-0000000000ff'],
  dynamic: [1, 'a', [1, 2], { a: 1 }, { a: 'x', b: [2] }, []] satisfies Json[],
};

/** A value of a type or null; a string is never null. */
export function someValue(type: ScalarType): fc.Arbitrary<Value> {
  const some = fc.constantFrom(...values[type]);
  return type === 'string' ? some : fc.option(some, { freq: 5 });
}

/** NaN and the infinities, for aggregates that take them. */
export const wildReal: fc.Arbitrary<Value> = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 2.5);
