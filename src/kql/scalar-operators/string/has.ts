import { hasTerm, wholeTerm } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/has-operator */
export default textOperator('has', {
  summary: 'Whether the left text has the right one as a whole term, whatever the case.',
  test: (right) => hasTerm(right, wholeTerm, false),
});
