import { overload, scalarFunction } from '../../plan/definitions.js';
import { hllKeys } from './hll-state.js';

/** @see https://learn.microsoft.com/kusto/query/dcount-hll-function */
export default scalarFunction('dcount_hll', {
  summary: 'How many different values a state of hll() has; exactly.',
  naming: { prefix: 'dcount_hll' },
  gap: 'states of the real engine that list no hashes',
  overloads: [overload(['dynamic'], 'long', (state) => hllKeys(state, 'dcount_hll').size)],
});
