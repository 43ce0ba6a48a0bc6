import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnNameOf, piped, projection } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/project-rename-operator */
export const bindProjectRename: OperatorBinding<'project-rename'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'project-rename', syntax.span);
  const renamed = new Map<string, string>();
  for (const each of syntax.columns) {
    if (each.is !== 'named') return raise(problems.failed('KS005', 'Expected new = old.', each.span));
    const name = columnNameOf(each.value, input, binder);
    if (renamed.has(name)) raise(problems.unsupported(`project-rename of '${name}' twice`, each.span));
    renamed.set(name, each.names[0].name);
  }
  binder.settle(input.open);
  const columns = input.plan.columns.map(({ name }) => ({ name: renamed.get(name) ?? name, from: name }));
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) raise(problems.duplicateColumn(name, syntax.span));
    seen.add(name);
  }
  return projection(input, columns, syntax.span, input.open);
};
