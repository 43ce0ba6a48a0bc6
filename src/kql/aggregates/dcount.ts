import { aggregate } from '../plan/definitions.js';
import { distinctCount } from './distinct-count.js';

/** Exact, where the engine's own answer is an estimate. @see https://learn.microsoft.com/kusto/query/dcount-aggregation-function */
export default aggregate('dcount', {
  summary: 'Counts different values; exactly, whatever accuracy is asked for.',
  conditional: 'dcountif',
  overloads: [distinctCount('any', true)],
});
