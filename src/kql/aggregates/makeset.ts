import { aggregate } from '../plan/definitions.js';
import { mostOnceElements } from './list-elements.js';
import { setOf } from './set-of.js';

/** @see https://learn.microsoft.com/kusto/query/make-set-aggregation-function */
export default aggregate('makeset', {
  summary: 'The obsolete make_set, which keeps 128 elements unless told.',
  columnName: ({ columns }) => `set_${columns[0]}`,
  overloads: [setOf(mostOnceElements)],
});
