import { scalarFunction } from '../../plan/definitions.js';
import { columnBuilder, valueReader } from '../../types/column.js';
import { inOrder, restartsAt } from './in-order.js';

/** @see https://learn.microsoft.com/kusto/query/row-window-session-function */
export default scalarFunction('row_window_session', {
  summary:
    'Gives the first time of the session that a row belongs to; a session ends so long after its first time, or after a gap.',
  needs: 'serialized',
  overloads: [
    inOrder(
      'row_window_session',
      ['datetime', 'timespan', 'timespan', 'bool?'],
      'datetime',
      () =>
        ([times, fromFirst, between, restart], length) => {
          const builder = columnBuilder('datetime', length);
          const [timeAt, lengthAt, gapAt] = [times, fromFirst, between].map(
            (column) => valueReader(column) as (row: number) => bigint | null,
          );
          const reaches = (time: bigint, since: bigint, span: bigint | null) => span !== null && time >= since + span;
          let first: bigint | null = null;
          let before = 0n;
          for (let row = 0; row < length; row++) {
            const time = timeAt(row);
            if (time === null) first = null;
            else {
              const begins: boolean =
                first === null ||
                restartsAt(restart, row) ||
                reaches(time, first, lengthAt(row)) ||
                reaches(time, before, gapAt(row));
              if (begins) first = time;
              before = time;
            }
            builder.set(row, first);
          }
          return builder.build();
        },
    ),
  ],
});
