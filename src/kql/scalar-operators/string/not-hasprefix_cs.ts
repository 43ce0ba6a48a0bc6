import { hasTerm, termPrefix } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-hasprefix-cs-operator */
export default textOperator('!hasprefix_cs', {
  summary: 'Whether the left text has no term that begins with the right one, in the same case.',
  test: not((right) => hasTerm(right, termPrefix, true)),
});
