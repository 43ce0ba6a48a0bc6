import { aggregate } from '../plan/definitions.js';
import { firstRow, firstRowOutputs } from './first-row.js';

/** Any row will do; we give the first. @see https://learn.microsoft.com/kusto/query/take-any-aggregation-function */
export default aggregate('take_any', {
  summary: 'The values of one row, the first that is not all null.',
  conditional: 'take_anyif',
  star: true,
  outputs: (given) => firstRowOutputs(given, ''),
  overloads: [firstRow],
});
