import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { sortRows } from '../types/sorting.js';
import { type Batch, concatBatches, gatherBatch } from '../types/table.js';
import { piped, rowCount, sortKeys } from './inputs.js';
import { sortColumns } from './sort.js';

/** @see https://learn.microsoft.com/kusto/query/top-operator */
export const bindTop: OperatorBinding<'top'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'top', syntax.span);
  const count = rowCount(syntax.count, scope, binder);
  const by = sortKeys(syntax.by, input, scope, binder);
  return {
    plan: {
      kind: 'top',
      input: input.plan,
      count,
      by,
      columns: input.plan.columns,
      serialized: true,
      span: syntax.span,
    },
    open: input.open,
  };
};

/** Keeps the best rows so far beside each new batch, never the whole input. */
export const runTop: PlanRunner<'top'> = function* (plan, execution) {
  const count = Number(execution.constant(plan.count) ?? 0n);
  const { columns } = plan.input;
  let best: Batch | undefined;
  for (const batch of execution.run(plan.input)) {
    const all = best === undefined ? batch : concatBatches(columns, [best, batch]);
    const rows = sortRows(sortColumns(plan.by, all, columns, execution), all.length);
    best = gatherBatch(all, rows.subarray(0, Math.max(0, count)));
  }
  if (best !== undefined && best.length > 0) yield best;
};
