import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { counter } from './count.js';
import { groupCounts } from './group-counts.js';

/** @see https://learn.microsoft.com/kusto/query/countif-aggregation-function */
export default aggregate('countif', {
  summary: 'Counts the rows where a condition is true.',
  overloads: [
    aggregateOverload(['bool'], 'long', () => ({ ...counter, add: (n: number, is: boolean) => (is ? n + 1 : n) }), {
      grouped: () => groupCounts(true),
    }),
  ],
});
