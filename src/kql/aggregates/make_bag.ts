import { aggregate } from '../plan/definitions.js';
import { bagOf } from './bag-of.js';
import { mostElements } from './list-elements.js';

/** The first value of a key counts. @see https://learn.microsoft.com/kusto/query/make-bag-aggregation-function */
export default aggregate('make_bag', {
  summary: 'One bag of the properties of all bags; of one key the first value counts.',
  conditional: 'make_bag_if',
  columnName: ({ columns }) => `bag_${columns[0]}`,
  overloads: [bagOf(mostElements, mostElements)],
});
