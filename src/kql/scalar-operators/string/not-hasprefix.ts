import { hasTerm, termPrefix } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-hasprefix-operator */
export default textOperator('!hasprefix', {
  summary: 'Whether the left text has no term that begins with the right one, whatever the case.',
  test: not((right) => hasTerm(right, termPrefix, false)),
});
