import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { hllKeys, hllState } from './hll-state.js';

/** @see https://learn.microsoft.com/kusto/query/hll-merge-function */
export default scalarFunction('hll_merge', {
  summary: 'Joins the states of hll() to one.',
  naming: { always: 'hll_merged_result' },
  gap: 'states of the real engine that list no hashes, and others with those of values that are neither int nor long',
  overloads: [
    overload(['dynamic', 'dynamic', '...dynamic'], 'dynamic', (...states: Json[]) =>
      hllState(new Set(states.flatMap((state) => [...hllKeys(state, 'hll_merge')]))),
    ),
  ],
});
