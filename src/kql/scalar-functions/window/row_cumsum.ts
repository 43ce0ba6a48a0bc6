import type { Decimal } from 'decimal.js';
import { scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { columnBuilder, valueReader } from '../../types/column.js';
import { KustoDecimal } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Value } from '../../types/value.js';
import { inOrder, restartsAt } from './in-order.js';

function running<T extends Value>(type: ScalarType, zero: T, add: (sum: T, value: T) => T) {
  return inOrder(
    'row_cumsum',
    [type, 'bool?'],
    type,
    () =>
      ([terms, restart], length) => {
        const builder = columnBuilder(type, length);
        const read = valueReader(terms);
        let sum = zero;
        for (let row = 0; row < length; row++) {
          if (restartsAt(restart, row)) sum = zero;
          const term = read(row) as T | null;
          if (term !== null) sum = add(sum, term);
          builder.set(row, sum);
        }
        return builder.build();
      },
    { exact: true },
  );
}

/** @see https://learn.microsoft.com/kusto/query/row-cumsum-function */
export default scalarFunction('row_cumsum', {
  summary: 'Adds the numbers of the rows so far, nulls left out; begins again where a condition is true.',
  gap: 'A sum of ints that leaves 32 bits is refused.',
  mayMeetGap: ([term]) => term.type === 'int',
  needs: 'serialized',
  overloads: [
    running<number>('int', 0, (sum, value) => {
      const next = sum + value;
      return next === (next | 0) ? next : raise(unsupported('row_cumsum', undefined, 'a sum of ints beyond 32 bits'));
    }),
    running<bigint>('long', 0n, (sum, value) => BigInt.asIntN(64, sum + value)),
    running<number>('real', 0, (sum, value) => sum + value),
    running<Decimal>('decimal', new KustoDecimal(0), (sum, value) => sum.plus(value)),
  ],
});
