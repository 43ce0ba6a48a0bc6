import { holdsInAnyCase } from './containing.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/contains-operator */
export default textOperator('contains', {
  summary: 'Whether the left text holds the right one, whatever the case.',
  test: holdsInAnyCase,
});
