import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { type Digest, digestFrom, digestState, mergeDigests } from '../scalar-functions/aggregate-states/digest.js';
import type { Json } from '../types/value.js';

/** Of no states the digest has no values. @see https://learn.microsoft.com/kusto/query/tdigest-merge-aggregation-function */
export default aggregate('tdigest_merge', {
  summary: 'Joins the states of tdigest() to one.',
  aliases: ['merge_tdigest'],
  gap: 'states that the real engine made',
  columnName: ({ columns }) => `merge_tdigests_${columns[0]}`,
  overloads: [
    aggregateOverload(
      ['dynamic'],
      'dynamic',
      () => ({
        start: (): Digest[] => [],
        add(digests: Digest[], state: Json) {
          digests.push(digestFrom(state, 'tdigest_merge'));
          return digests;
        },
        merge: (a: Digest[], b: Digest[]) => a.concat(b),
        finish: (digests: Digest[]) =>
          digestState(
            digests.length === 0 ? { type: 'real', values: [], weights: [] } : mergeDigests(digests, 'tdigest_merge'),
          ),
      }),
      { exact: true },
    ),
  ],
});
