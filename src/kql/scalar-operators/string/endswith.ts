import { endsWith } from './edges.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/endswith-operator */
export default textOperator('endswith', {
  summary: 'Whether the left text ends with the right one, whatever the case.',
  test: endsWith,
});
