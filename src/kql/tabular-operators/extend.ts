import type { Span } from '../../base/span.js';
import type { Binder } from '../plan/binder.js';
import { FreeNames } from '../plan/naming.js';
import type { Assignment, Bound } from '../plan/nodes.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { columnItems, piped, projected } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/extend-operator */
export const bindExtend: OperatorBinding<'extend'> = (syntax, given, scope, binder) =>
  extended(piped(given, 'extend', syntax.span), syntax.columns, syntax.span, scope, binder);

/** Adds columns; one under a name that is there takes its place. None sees another of the same list. */
export function extended(
  input: Relation,
  expressions: readonly Expression[],
  span: Span,
  scope: Scope,
  binder: Binder,
): Relation {
  const items = columnItems(expressions, input, scope, binder);
  const replaced = new Map<string, Bound>();
  const added: Assignment[] = [];
  const names = new FreeNames(input.plan.columns.map((column) => column.name));
  for (const { name, declared, value, span: at } of items) {
    if (name !== undefined && replaced.has(name)) {
      if (declared) raise(problems.duplicateColumn(name, at));
      added.push({ name: names.take(name), value });
    } else if (name !== undefined && names.has(name) && !added.some((each) => each.name === name)) {
      replaced.set(name, value);
    } else if (name !== undefined && names.has(name)) {
      if (declared) raise(problems.duplicateColumn(name, at));
      added.push({ name: names.take(name), value });
    } else {
      added.push({ name: name === undefined ? names.takeNumbered() : names.take(name), value });
    }
  }
  const kept = input.plan.columns.map(
    (column): Assignment => ({
      name: column.name,
      value: replaced.get(column.name) ?? { is: 'column', span, ...column },
    }),
  );
  return projected(input, [...kept, ...added], span, input.open);
}
