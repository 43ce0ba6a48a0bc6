import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { hllKeys, hllState } from '../scalar-functions/aggregate-states/hll-state.js';
import type { Json } from '../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/hll-merge-aggregation-function */
export default aggregate('hll_merge', {
  summary: 'Joins the states of hll() to one.',
  gap: 'states of the real engine that list no hashes, and others with those of values that are neither int nor long',
  overloads: [
    aggregateOverload(
      ['dynamic'],
      'dynamic',
      () => ({
        start: () => new Set<string>(),
        add(seen: Set<string>, state: Json) {
          for (const each of hllKeys(state, 'hll_merge')) seen.add(each);
          return seen;
        },
        merge(a: Set<string>, b: Set<string>) {
          for (const each of b) a.add(each);
          return a;
        },
        finish: hllState,
      }),
      { exact: true },
    ),
  ],
});
