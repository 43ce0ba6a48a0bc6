import { aggregate, aggregateOverload } from '../plan/definitions.js';

/** Joins the bits of all values; of nothing there is no value. */
function bitsOfAll(name: string, summary: string, join: (a: bigint, b: bigint) => bigint) {
  const joined = (a: bigint | null, b: bigint | null) => (a === null ? b : b === null ? a : join(a, b));
  return aggregate(name, {
    columnName: ({ columns }) => columns[0],
    summary,
    overloads: [
      aggregateOverload(['long'], 'long', () => ({
        start: (): bigint | null => null,
        add: joined,
        merge: joined,
        finish: (bits: bigint | null) => bits,
      })),
    ],
  });
}

/** @see https://learn.microsoft.com/kusto/query/binary-all-and-aggregation-function */
export const binaryAllAnd = bitsOfAll('binary_all_and', 'The bits that all values have.', (a, b) => a & b);
/** @see https://learn.microsoft.com/kusto/query/binary-all-or-aggregation-function */
export const binaryAllOr = bitsOfAll('binary_all_or', 'The bits that any value has.', (a, b) => a | b);
/** @see https://learn.microsoft.com/kusto/query/binary-all-xor-aggregation-function */
export const binaryAllXor = bitsOfAll('binary_all_xor', 'The bits that an odd number of values have.', (a, b) => a ^ b);
