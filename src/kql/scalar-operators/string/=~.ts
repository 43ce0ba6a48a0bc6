import { equalsInAnyCase } from './edges.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/equals-operator */
export default textOperator('=~', {
  summary: 'Whether two texts are equal, whatever their case.',
  test: equalsInAnyCase,
});
