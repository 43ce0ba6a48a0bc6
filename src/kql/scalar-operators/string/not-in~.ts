import { foldCase } from '../../types/letter-case.js';
import { listOperator } from './list-operator.js';
import { not } from './text-operator.js';

/** @see https://learn.microsoft.com/kusto/query/not-in-operator */
export default listOperator('!in~', {
  summary: 'Whether the left text equals none on the right, whatever the case.',
  test: not((list) => {
    const folded = new Set(list.map(foldCase));
    return (text) => folded.has(foldCase(text));
  }),
});
