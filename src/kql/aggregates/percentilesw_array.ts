import { aggregate } from '../plan/definitions.js';
import { percentilesOf } from './percentiles-of.js';

const shape = { name: 'percentilesw_array', weighted: true, array: true } as const;

/** @see https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function */
export default aggregate('percentilesw_array', {
  summary: 'An array of the values at percentiles of values that count as often as a weight says.',
  gap: 'no values; values that are no number, datetime or timespan; NaN among the values',
  columnName: ({ columns }) => `percentiles_${columns[0]}`,
  overloads: [
    ...percentilesOf({ ...shape, percentiles: ['dynamic'] }),
    ...percentilesOf({ ...shape, percentiles: ['real', '...real'] }),
  ],
});
