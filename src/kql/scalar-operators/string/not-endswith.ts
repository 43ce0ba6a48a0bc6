import { endsWith } from './edges.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-endswith-operator */
export default textOperator('!endswith', {
  summary: 'Whether the left text does not end with the right one, whatever the case.',
  test: not(endsWith),
});
