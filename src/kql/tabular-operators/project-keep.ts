import type { OperatorBinding } from '../plan/registry.js';
import { columnsMatching, piped, projection } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/project-keep-operator */
export const bindProjectKeep: OperatorBinding<'project-keep'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'project-keep', syntax.span);
  const keep = new Set(syntax.columns.flatMap((each) => columnsMatching(each, input, binder)));
  binder.settle(input.open);
  const kept = input.plan.columns.filter((column) => keep.has(column.name));
  return projection(
    input,
    kept.map(({ name }) => ({ name, from: name })),
    syntax.span,
  );
};
