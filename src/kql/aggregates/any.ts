import { aggregate } from '../plan/definitions.js';
import { firstRow, firstRowOutputs } from './first-row.js';

/** @see https://learn.microsoft.com/kusto/query/take-any-aggregation-function */
export default aggregate('any', {
  summary: 'The obsolete take_any, whose columns are named any_x.',
  star: true,
  outputs: (given) =>
    given.types.length === 1
      ? [{ name: `any_${given.columns[0]}`, type: given.types[0] }]
      : firstRowOutputs(given, 'any_'),
  overloads: [firstRow],
});
