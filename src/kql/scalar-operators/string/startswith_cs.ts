import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/startswith-cs-operator */
export default textOperator('startswith_cs', {
  summary: 'Whether the left text begins with the right one, in the same case.',
  test: (right) => (left) => left.startsWith(right),
});
