import { aggregate } from '../plan/definitions.js';
import { listOf } from './list-of.js';

/** Arrays give their elements. @see https://learn.microsoft.com/kusto/query/make-list-aggregation-function */
export default aggregate('make_list', {
  summary: 'An array of the values that are not null, in the order they come.',
  conditional: 'make_list_if',
  columnName: ({ columns }) => `list_${columns[0]}`,
  overloads: [listOf(false)],
});
