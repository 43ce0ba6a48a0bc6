import { holdsInAnyCase } from './containing.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-contains-operator */
export default textOperator('!contains', {
  summary: 'Whether the left text does not hold the right one, whatever the case.',
  test: not(holdsInAnyCase),
});
