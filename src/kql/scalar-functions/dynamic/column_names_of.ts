import { scalarFunction } from '../../plan/definitions.js';
import { literalOf } from '../../plan/literals.js';
import { notTabular, raise, wrongCount } from '../../problems.js';

/** @see https://learn.microsoft.com/kusto/query/column-names-of-function */
export default scalarFunction('column_names_of', {
  summary: 'The names of the columns of a table.',
  overloads: [],
  bind: ({ arguments: given, span }, _rows, scope, binder) => {
    if (given.length !== 1) return raise(wrongCount('column_names_of', 1, 1, given.length, span));
    const [{ value: table }] = given;
    if (!binder.isTabular(table, scope)) return raise(notTabular(table.span));
    const names = binder.tabular(table, scope).plan.columns.map(({ name }) => name);
    return literalOf(names, 'dynamic', span);
  },
});
