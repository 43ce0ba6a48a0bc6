import { hasTerm, termSuffix } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-hassuffix-cs-operator */
export default textOperator('!hassuffix_cs', {
  summary: 'Whether the left text has no term that ends with the right one, in the same case.',
  test: not((right) => hasTerm(right, termSuffix, true)),
});
