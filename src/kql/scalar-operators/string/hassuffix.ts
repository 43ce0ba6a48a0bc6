import { hasTerm, termSuffix } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/hassuffix-operator */
export default textOperator('hassuffix', {
  summary: 'Whether the left text has a term that ends with the right one, whatever the case.',
  test: (right) => hasTerm(right, termSuffix, false),
});
