import { hasTerm, termPrefix } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/hasprefix-cs-operator */
export default textOperator('hasprefix_cs', {
  summary: 'Whether the left text has a term that begins with the right one, in the same case.',
  test: (right) => hasTerm(right, termPrefix, true),
});
