import { aggregate } from '../plan/definitions.js';
import { setOf } from './set-of.js';

/** Arrays give their elements. @see https://learn.microsoft.com/kusto/query/make-set-aggregation-function */
export default aggregate('make_set', {
  summary: 'An array of the different values that are not null, in the order they first come.',
  conditional: 'make_set_if',
  columnName: ({ columns }) => `set_${columns[0]}`,
  overloads: [setOf()],
});
