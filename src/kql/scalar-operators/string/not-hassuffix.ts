import { hasTerm, termSuffix } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-hassuffix-operator */
export default textOperator('!hassuffix', {
  summary: 'Whether the left text has no term that ends with the right one, whatever the case.',
  test: not((right) => hasTerm(right, termSuffix, false)),
});
