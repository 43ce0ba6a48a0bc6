import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-contains-cs-operator */
export default textOperator('!contains_cs', {
  summary: 'Whether the left text does not hold the right one, in the same case.',
  test: not((right) => (left) => left.includes(right)),
});
