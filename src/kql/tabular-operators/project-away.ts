import type { OperatorBinding } from '../plan/registry.js';
import { columnsMatching, piped, projection } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/project-away-operator */
export const bindProjectAway: OperatorBinding<'project-away'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'project-away', syntax.span);
  const away = new Set(syntax.columns.flatMap((each) => columnsMatching(each, input, binder)));
  const kept = input.plan.columns.filter((column) => !away.has(column.name));
  return projection(
    input,
    kept.map(({ name }) => ({ name, from: name })),
    syntax.span,
    input.open,
  );
};
