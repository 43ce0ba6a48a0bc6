import { equalsInAnyCase } from './edges.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-equals-operator */
export default textOperator('!~', {
  summary: 'Whether two texts differ in more than case.',
  test: not(equalsInAnyCase),
});
