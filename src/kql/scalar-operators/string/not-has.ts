import { hasTerm, wholeTerm } from './terms.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-has-operator */
export default textOperator('!has', {
  summary: 'Whether the left text does not have the right one as a whole term, whatever the case.',
  test: not((right) => hasTerm(right, wholeTerm, false)),
});
