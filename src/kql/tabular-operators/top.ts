import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { sortedParts } from '../types/sorting.js';
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

/** How many rows are looked at together, at least. */
const rowsTogether = 65_536;

/** Keeps the best rows so far beside some new batches, never the whole input. */
export const runTop: PlanRunner<'top'> = function* (plan, execution) {
  const count = Math.max(0, Number(execution.constant(plan.count) ?? 0n));
  const { columns } = plan.input;
  const bestOf = (batches: readonly Batch[]): Batch => {
    const all = concatBatches(columns, batches);
    const [rows] = sortedParts(sortColumns(plan.by, all, columns, execution), all.length, count);
    return gatherBatch(all, rows.subarray(0, count));
  };
  let waiting: Batch[] = [];
  let length = 0;
  for (const batch of execution.run(plan.input)) {
    waiting.push(batch);
    length += batch.length;
    if (length < Math.max(rowsTogether, 4 * count)) continue;
    waiting = [bestOf(waiting)];
    length = waiting[0].length;
  }
  const best = bestOf(waiting);
  if (best.length > 0) yield best;
};
