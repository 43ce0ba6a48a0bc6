import { textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/contains-cs-operator */
export default textOperator('contains_cs', {
  summary: 'Whether the left text holds the right one, in the same case.',
  test: (right) => (left) => left.includes(right),
});
