import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { digestFrom, digestState, mergeDigests } from './digest.js';

/** @see https://learn.microsoft.com/kusto/query/tdigest-merge-function */
export default scalarFunction('tdigest_merge', {
  summary: 'Joins the states of tdigest() to one.',
  aliases: ['merge_tdigest'],
  naming: { always: 'tdigests_merge_result' },
  gap: 'states that the real engine made',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (...states: Json[]) =>
      digestState(
        mergeDigests(
          states.map((state) => digestFrom(state, 'tdigest_merge')),
          'tdigest_merge',
        ),
      ),
    ),
  ],
});
