import { hasTerm, wholeTerm } from './terms.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/has-cs-operator */
export default textOperator('has_cs', {
  summary: 'Whether the left text has the right one as a whole term, in the same case.',
  test: (right) => hasTerm(right, wholeTerm, true),
});
