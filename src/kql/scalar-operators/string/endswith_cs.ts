import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/endswith-cs-operator */
export default textOperator('endswith_cs', {
  summary: 'Whether the left text ends with the right one, in the same case.',
  test: (right) => (left) => left.endsWith(right),
});
