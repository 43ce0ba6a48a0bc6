import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { choiceParameter } from './inputs.js';
import { bindSearchPredicate } from './search-predicate.js';
import { bindBranches, everyTable, pipedBranch, unite } from './union.js';

const kinds = ['default', 'case_insensitive', 'case_sensitive'] as const;

/**
 * A union of the tables with the column `$table` before, of which the rows stay that the condition holds for.
 * @see https://learn.microsoft.com/kusto/query/search-operator
 */
export const bindSearch: OperatorBinding<'search'> = (syntax, input, scope, binder) => {
  const caseSensitive = choiceParameter(syntax.parameters, 'kind', kinds, 'default') === 'case_sensitive';
  if (input !== null && syntax.tables.length > 0)
    raise(problems.failed('KS005', "'search in' begins a query; it takes no table before it.", syntax.span));
  const tables = syntax.tables.length > 0 ? syntax.tables : [everyTable(syntax.span)];
  const branches =
    input !== null
      ? [pipedBranch(input, 'search_arg0')]
      : bindBranches(tables, { prefix: 'search_arg', from: 0, fuzzy: false }, scope, binder);
  const { plan, open } = unite(branches, 'outer', '$table', syntax.span, binder);
  const rows = { plan: { ...plan, columns: plan.columns.slice(1) }, open };
  const predicate = bindSearchPredicate(syntax.predicate, { rows, scope, binder, caseSensitive });
  return {
    plan: { kind: 'where', input: plan, predicate, columns: plan.columns, serialized: false, span: syntax.span },
    open,
  };
};
