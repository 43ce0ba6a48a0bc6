import { foldCase } from '../../types/letter-case.js';
import { listOperator } from './list-operator.js';

/** @see https://learn.microsoft.com/kusto/query/in-operator */
export default listOperator('in~', {
  summary: 'Whether the left text equals one on the right, whatever the case.',
  test: (list) => {
    const folded = new Set(list.map(foldCase));
    return (text) => folded.has(foldCase(text));
  },
});
