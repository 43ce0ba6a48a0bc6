import { hasTerm, wholeTerm } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-has-cs-operator */
export default textOperator('!has_cs', {
  summary: 'Whether the left text does not have the right one as a whole term, in the same case.',
  test: not((right) => hasTerm(right, wholeTerm, true)),
});
