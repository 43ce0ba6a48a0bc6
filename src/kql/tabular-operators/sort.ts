import type { Execution } from '../plan/execution.js';
import type { SortKey } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { type SortColumn, sortedParts } from '../types/sorting.js';
import { type Batch, type ColumnDeclaration, gatherBatch, splitBatch } from '../types/table.js';
import { piped, sortKeys } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/sort-operator */
export const bindSort: OperatorBinding<'sort'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'sort', syntax.span);
  const by = sortKeys(syntax.by, input, scope, binder);
  return {
    plan: { kind: 'sort', input: input.plan, by, columns: input.plan.columns, serialized: true, span: syntax.span },
    open: input.open,
  };
};

export const runSort: PlanRunner<'sort'> = function* (plan, execution) {
  const all = execution.collect(plan.input);
  if (all.length === 0) return;
  const keys = sortColumns(plan.by, all, plan.input.columns, execution);
  for (const rows of sortedParts(keys, all.length, execution.batchSize))
    yield* splitBatch(gatherBatch(all, rows), execution.batchSize);
};

/** The columns of the keys over a batch. */
export function sortColumns(
  by: readonly SortKey[],
  batch: Batch,
  columns: readonly ColumnDeclaration[],
  execution: Execution,
): SortColumn[] {
  return by.map(({ value, descending, nullsFirst }) => ({
    column: execution.compile(value, columns).evaluate(batch, null),
    descending,
    nullsFirst,
  }));
}
