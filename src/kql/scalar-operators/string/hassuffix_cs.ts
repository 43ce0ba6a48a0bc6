import { hasTerm, termSuffix } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/hassuffix-cs-operator */
export default textOperator('hassuffix_cs', {
  summary: 'Whether the left text has a term that ends with the right one, in the same case.',
  test: (right) => hasTerm(right, termSuffix, true),
});
