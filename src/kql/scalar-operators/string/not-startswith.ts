import { beginsWith } from './edges.js';
import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-startswith-operator */
export default textOperator('!startswith', {
  summary: 'Whether the left text does not begin with the right one, whatever the case.',
  test: not(beginsWith),
});
