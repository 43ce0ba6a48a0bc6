import { aggregate, aggregateOverload } from '../plan/definitions.js';

/** Joins the bits of all values; of nothing there is no value. */
export function joinedBits(name: string, summary: string, join: (a: bigint, b: bigint) => bigint) {
  const joined = (a: bigint | null, b: bigint | number | null) =>
    a === null ? (b === null ? null : BigInt(b)) : b === null ? a : join(a, BigInt(b));
  const form = {
    start: (): bigint | null => null,
    add: joined,
    merge: joined,
    finish: (bits: bigint | null) => bits,
  };
  return aggregate(name, {
    columnName: ({ columns }) => columns[0],
    summary,
    overloads: [
      aggregateOverload(['long'], 'long', () => form, { exact: true }),
      aggregateOverload(['int'], 'int', () => form, { exact: true }),
    ],
  });
}
