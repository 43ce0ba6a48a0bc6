import { beginsWith } from './edges.js';
import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/startswith-operator */
export default textOperator('startswith', {
  summary: 'Whether the left text begins with the right one, whatever the case.',
  test: beginsWith,
});
