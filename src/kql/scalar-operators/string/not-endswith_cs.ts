import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-endswith-cs-operator */
export default textOperator('!endswith_cs', {
  summary: 'Whether the left text does not end with the right one, in the same case.',
  test: not((right) => (left) => left.endsWith(right)),
});
