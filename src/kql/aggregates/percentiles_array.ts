import { aggregate } from '../plan/definitions.js';
import { percentilesOf } from './percentiles-of.js';

const shape = { name: 'percentiles_array', weighted: false, array: true } as const;

/** @see https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
export default aggregate('percentiles_array', {
  summary: 'An array of the values at percentiles, by nearest rank.',
  gap: 'no values; values that are no number, datetime or timespan; NaN among the values',
  columnName: ({ columns }) => `percentiles_${columns[0]}`,
  overloads: [
    ...percentilesOf({ ...shape, percentiles: ['dynamic'] }),
    ...percentilesOf({ ...shape, percentiles: ['real', '...real'] }),
  ],
});
