import { aggregate } from '../plan/definitions.js';
import { bagOf } from './bag-of.js';
import { mostElements } from './list-elements.js';

/** @see https://learn.microsoft.com/kusto/query/make-bag-aggregation-function */
export default aggregate('make_dictionary', {
  summary: 'The obsolete make_bag, which keeps 128 properties unless told.',
  columnName: ({ columns }) => `dictionary_${columns[0]}`,
  overloads: [bagOf(128, mostElements)],
});
