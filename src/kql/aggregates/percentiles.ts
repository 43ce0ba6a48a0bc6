import { aggregate } from '../plan/definitions.js';
import { mayHaveNone, percentileColumns, percentilesOf } from './percentiles-of.js';

/** @see https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
export default aggregate('percentiles', {
  summary: 'The values at percentiles, by nearest rank; exact, where the engine estimates.',
  gap: 'values that are no number, datetime or timespan; NaN among the values',
  mayMeetGap: mayHaveNone,
  outputs: percentileColumns(false),
  overloads: percentilesOf({ name: 'percentiles', weighted: false, percentiles: ['real', '...real'], array: false }),
});
