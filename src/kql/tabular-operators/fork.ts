import { FreeNames } from '../plan/naming.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import { piped } from './inputs.js';

/**
 * Several results: what each branch makes of the same rows.
 * @see https://learn.microsoft.com/kusto/query/fork-operator
 */
export const bindFork: OperatorBinding<'fork'> = (syntax, given, scope, binder) => {
  const input = shared(piped(given, 'fork', syntax.span), binder.freshId());
  const names = new FreeNames();
  const branches = syntax.branches.map(({ name, body }, i) => {
    const { plan, label } = binder.operators(body, input, scope.inner());
    return { name: names.take(name ?? label ?? `Results${i === 0 ? '' : `_${i + 1}`}`), plan };
  });
  const { columns, serialized } = branches[0].plan;
  return { plan: { kind: 'results', branches, columns, serialized, span: syntax.span }, open: [] };
};

/** A table that is read several times and evaluated once. */
export function shared({ plan, open }: Relation, id: string): Relation {
  const { columns, serialized, span } = plan;
  return { plan: { kind: 'materialize', input: plan, id, columns, serialized, span }, open };
}
