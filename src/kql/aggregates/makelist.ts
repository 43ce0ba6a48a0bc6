import { aggregate } from '../plan/definitions.js';
import { mostOnceElements } from './list-elements.js';
import { listOf } from './list-of.js';

/** @see https://learn.microsoft.com/kusto/query/make-list-aggregation-function */
export default aggregate('makelist', {
  summary: 'The obsolete make_list, which keeps 128 elements unless told.',
  columnName: ({ columns }) => `list_${columns[0]}`,
  overloads: [listOf(false, mostOnceElements)],
});
