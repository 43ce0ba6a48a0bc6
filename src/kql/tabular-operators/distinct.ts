import { useAsKey } from '../plan/bind-scalar.js';
import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { columnItems, piped } from './inputs.js';
import { namedItems } from './project.js';

/** @see https://learn.microsoft.com/kusto/query/distinct-operator */
export const bindDistinct: OperatorBinding<'distinct'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'distinct', syntax.span);
  const everything = syntax.columns.some((each) => each.is === 'star');
  const names = input.plan.columns.map(({ name }): Expression => ({ is: 'name', name, span: syntax.span }));
  const by = namedItems(columnItems(everything ? names : syntax.columns, input, scope, binder));
  for (const { value } of by) useAsKey(value, binder);
  const dynamic = by.find((each) => each.value.type === 'dynamic');
  if (dynamic !== undefined)
    raise(
      problems.failed(
        'KS116',
        `Rows cannot be made distinct by the dynamic value '${dynamic.name}': convert it first.`,
        syntax.span,
      ),
    );
  const columns = by.map(({ name, value }) => ({ name, type: value.type }));
  return {
    plan: { kind: 'summarize', input: input.plan, by, aggregates: [], columns, serialized: false, span: syntax.span },
    open: everything ? input.open : [],
  };
};
