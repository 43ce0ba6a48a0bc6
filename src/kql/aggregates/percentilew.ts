import { aggregate } from '../plan/definitions.js';
import { mayHaveNone, percentileColumns, percentilesOf } from './percentiles-of.js';

/** @see https://learn.microsoft.com/kusto/query/percentilesw-aggregation-function */
export default aggregate('percentilew', {
  summary: 'The value at a percentile of values that count as often as a weight says.',
  gap: 'values that are no number, datetime or timespan; NaN among the values',
  mayMeetGap: mayHaveNone,
  outputs: percentileColumns(true),
  overloads: percentilesOf({ name: 'percentilew', weighted: true, percentiles: ['real'], array: false }),
});
