import { hasTerm, termPrefix } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/hasprefix-operator */
export default textOperator('hasprefix', {
  summary: 'Whether the left text has a term that begins with the right one, whatever the case.',
  test: (right) => hasTerm(right, termPrefix, false),
});
