import { Decimal } from 'decimal.js';
import { type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { columnBuilder, valueReader } from '../../types/column.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Value } from '../../types/value.js';
import { inOrder, restartsAt } from './in-order.js';

const ranked: readonly ScalarType[] = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
];

/** Declares a function that ranks rows; rows of one value in a row have one rank. `next` gives the rank of another value. */
export function ranking(
  name: string,
  summary: string,
  next: (rank: number, rowOfPart: number) => number,
  aliases: readonly string[] = [],
): ScalarFunction {
  return scalarFunction(name, {
    summary,
    aliases,
    needs: 'serialized',
    overloads: ranked.map((type) =>
      inOrder(
        name,
        [type, 'bool?'],
        'long',
        () =>
          ([terms, restart], length) => {
            const builder = columnBuilder('long', length);
            const read = valueReader(terms);
            let first = 0;
            let rank = 1;
            let before: Value = null;
            for (let row = 0; row < length; row++) {
              const term = read(row);
              if (row === 0 || restartsAt(restart, row)) {
                first = row;
                rank = 1;
              } else if (!isSame(term, before)) rank = next(rank, row - first + 1);
              before = term;
              builder.set(row, rank);
            }
            return builder.build();
          },
        { exact: true },
      ),
    ),
  });
}

function isSame(a: Value, b: Value): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return a.eq(b);
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
