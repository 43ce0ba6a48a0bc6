import type { OperatorBinding } from '../plan/registry.js';
import { columnsMatching, piped, projection } from './inputs.js';

/**
 * Columns named come first in the order named; those of a pattern keep their order unless asc or desc (by name) is given; the rest follows.
 * @see https://learn.microsoft.com/kusto/query/project-reorder-operator
 */
export const bindProjectReorder: OperatorBinding<'project-reorder'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'project-reorder', syntax.span);
  const first: string[] = [];
  const exact = new Set(
    syntax.columns.flatMap(({ value }) => (value.is === 'name' && !value.wildcard ? [value.name] : [])),
  );
  for (const { value, direction } of syntax.columns) {
    const pattern = value.is === 'star' || (value.is === 'name' && value.wildcard === true);
    const matched = columnsMatching(value, input, binder).filter(
      (name) => !first.includes(name) && (!pattern || !exact.has(name)),
    );
    if (direction !== undefined) matched.sort((a, b) => (a < b ? -1 : 1));
    first.push(...(direction === 'desc' ? matched.reverse() : matched));
  }
  const rest = input.plan.columns.map((column) => column.name).filter((name) => !first.includes(name));
  return projection(
    input,
    [...first, ...rest].map((name) => ({ name, from: name })),
    syntax.span,
    input.open,
  );
};
