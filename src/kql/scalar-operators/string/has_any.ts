import { listOperator } from './list-operator.js';
import { hasAnyTerm, wholeTerm } from './terms.js';

/** @see https://learn.microsoft.com/kusto/query/has-any-operator */
export default listOperator('has_any', {
  summary: 'Whether the left text has at least one of the right ones as a whole term, whatever the case.',
  test: (list) => hasAnyTerm(list, wholeTerm, false),
});
