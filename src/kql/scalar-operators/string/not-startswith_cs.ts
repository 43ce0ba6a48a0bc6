import { not, textOperator } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-startswith-cs-operator */
export default textOperator('!startswith_cs', {
  summary: 'Whether the left text does not begin with the right one, in the same case.',
  test: not((right) => (left) => left.startsWith(right)),
});
