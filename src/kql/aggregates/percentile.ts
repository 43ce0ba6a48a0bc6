import { aggregate } from '../plan/definitions.js';
import { mayHaveNone, percentileColumns, percentilesOf } from './percentiles-of.js';

/** @see https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
export default aggregate('percentile', {
  summary: 'The value at a percentile, by nearest rank; exact, where the engine estimates.',
  gap: 'values that are no number, datetime or timespan; NaN among the values',
  mayMeetGap: mayHaveNone,
  outputs: percentileColumns(false),
  overloads: percentilesOf({ name: 'percentile', weighted: false, percentiles: ['real'], array: false }),
});
