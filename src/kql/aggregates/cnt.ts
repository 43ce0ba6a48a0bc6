import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { counter } from './count.js';
import { groupCounts } from './group-counts.js';

/** The obsolete spelling of count(). @see https://learn.microsoft.com/kusto/query/count-aggregation-function */
export default aggregate('cnt', {
  summary: 'Counts the rows.',
  overloads: [
    aggregateOverload([], 'long', () => ({ ...counter, add: (n: number) => n + 1 }), {
      grouped: () => groupCounts(false),
    }),
  ],
});
