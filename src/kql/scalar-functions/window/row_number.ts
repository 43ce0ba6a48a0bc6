import { scalarFunction } from '../../plan/definitions.js';
import { isConstant } from '../../plan/literals.js';
import { badArgument, raise, unsupported } from '../../problems.js';
import { columnBuilder, valueReader } from '../../types/column.js';
import { inOrder, restartsAt } from './in-order.js';

/** @see https://learn.microsoft.com/kusto/query/row-number-function */
export default scalarFunction('row_number', {
  summary: 'Numbers the rows from a start, 1 by default; begins again where a condition is true.',
  gap: 'The start must be a constant.',
  mayMeetGap: ([start]) => start !== undefined && !isConstant(start),
  needs: 'serialized',
  overloads: [
    inOrder('row_number', ['long?', 'bool?'], 'long', ({ expressions: [first] }) => {
      if (first !== undefined && !isConstant(first))
        raise(unsupported('row_number', first.span, 'a start that changes by row'));
      return ([start, restart], length) => {
        const builder = columnBuilder('long', length);
        if (length === 0) return builder.build();
        const begin = start === undefined ? 1n : (valueReader(start)(0) as bigint | null);
        if (begin === null) return raise(badArgument('row_number', 'a start that is not null'));
        let number = begin;
        for (let row = 0; row < length; row++) {
          if (restartsAt(restart, row)) number = begin;
          builder.set(row, number);
          number = BigInt.asIntN(64, number + 1n);
        }
        return builder.build();
      };
    }),
  ],
});
