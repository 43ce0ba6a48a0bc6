import { aggregate } from '../plan/definitions.js';
import { listOf } from './list-of.js';

/** @see https://learn.microsoft.com/kusto/query/make-list-with-nulls-aggregation-function */
export default aggregate('make_list_with_nulls', {
  summary: 'An array of all values, null or not, in the order they come.',
  columnName: ({ columns }) => `list_${columns[0]}`,
  overloads: [listOf(true)],
});
