import type { Plan } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { gather } from '../types/column.js';
import { type Batch, concatBatches, sliceBatch } from '../types/table.js';
import { bindExpansions, expand } from './expansion.js';
import { piped } from './inputs.js';

/**
 * The subquery gets the elements in their order, so that `next` and its like need no `sort` there.
 *
 * @see https://learn.microsoft.com/kusto/query/mv-apply-operator
 */
export const bindMvApply: OperatorBinding<'mv-apply'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'mv-apply', syntax.span);
  const { span } = syntax;
  if (syntax.contextId !== null) raise(problems.unsupported('mv-apply with id', span));
  const { columns: rows, ...expansions } = bindExpansions(syntax, input, scope, binder);
  const { serialized } = input.plan;
  const id = binder.freshId();
  const source: Plan = { kind: 'input', id, columns: rows, serialized: true, span };
  const subtable: Relation = { plan: source, open: input.open };
  const body = binder.operators(syntax.body, subtable, scope.inner());
  const applied = new Set(expansions.expansions.map(({ name }) => name));
  const carried = input.plan.columns.filter(({ name }) => !applied.has(name));
  const own = new Map(body.plan.columns.map(({ name, type }) => [name, type]));
  const columns = [
    ...carried.map(({ name, type }) => ({ name, type: own.get(name) ?? type })),
    ...body.plan.columns.filter(({ name }) => !carried.some((column) => column.name === name)),
  ];
  return {
    plan: {
      kind: 'mv-apply',
      input: input.plan,
      ...expansions,
      source,
      body: body.plan,
      columns,
      serialized,
      span,
    },
    open: input.open,
  };
};

/** Runs the subquery on the elements of each row; what it does not give itself is taken from the row. */
export const runMvApply: PlanRunner<'mv-apply'> = function* (plan, execution) {
  const { source, body } = plan;
  const places = plan.columns.map(({ name }) => ({
    own: body.columns.findIndex((column) => column.name === name),
    carried: source.columns.findIndex((column) => column.name === name),
  }));
  for (const { batch, sources } of expand(plan, source.columns, 'bag', execution)) {
    const results: Batch[] = [];
    for (let start = 0, end = 0; start < batch.length; start = end) {
      while (end < batch.length && sources[end] === sources[start]) end++;
      const subtable = sliceBatch(batch, start, end);
      const result = execution.withInput(source.id, subtable, () => execution.collect(body));
      const first = new Int32Array(result.length);
      results.push({
        length: result.length,
        columns: places.map(({ own, carried }) =>
          own >= 0 ? result.columns[own] : gather(subtable.columns[carried], first),
        ),
      });
    }
    const all = concatBatches(plan.columns, results);
    if (all.length > 0) yield all;
  }
};
