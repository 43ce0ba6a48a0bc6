import { aggregate } from '../plan/definitions.js';
import { distinctCount } from './distinct-count.js';

const types = ['string', 'bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid'] as const;

/** A dynamic must be converted first. @see https://learn.microsoft.com/kusto/query/count-distinct-aggregation-function */
export default aggregate('count_distinct', {
  summary: 'Counts different values.',
  conditional: 'count_distinctif',
  overloads: types.map((type) => ({ ...distinctCount(type, false), exact: true })),
});
