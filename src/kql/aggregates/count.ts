import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { groupCounts } from './group-counts.js';

export const counter = { start: () => 0, merge: (a: number, b: number) => a + b, finish: (count: number) => count };

/** Counts all rows, whatever an argument holds. @see https://learn.microsoft.com/kusto/query/count-aggregation-function */
export default aggregate('count', {
  summary: 'Counts the rows.',
  overloads: [
    aggregateOverload(['any?'], 'long', () => ({ ...counter, add: (n: number) => n + 1 }), {
      nulls: 'given',
      grouped: () => groupCounts(false),
    }),
  ],
});
