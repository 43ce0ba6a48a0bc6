import { bindCondition } from '../plan/bind-scalar.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { type BoolColumn, rowsWith } from '../types/column.js';
import { gatherBatch } from '../types/table.js';
import { piped } from './inputs.js';
import { preferring } from './preferred-rows.js';
import { asWindowed } from './windowed.js';

/** @see https://learn.microsoft.com/kusto/query/where-operator */
export const bindWhere: OperatorBinding<'where'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'where', syntax.span);
  const predicate = bindCondition(syntax.predicate, input, scope, binder);
  const { columns, serialized } = input.plan;
  return {
    plan: {
      kind: 'where',
      input: preferring(input.plan, predicate, binder.registry),
      predicate,
      columns,
      serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

/** Keeps the rows for which the predicate is true; null is not true. */
export const runWhere: PlanRunner<'where'> = function* (plan, execution) {
  const kernel = execution.compile(plan.predicate, plan.input.columns);
  if (kernel.constant === false || kernel.constant === null) return;
  for (const batch of asWindowed(plan.input, [plan.predicate], execution)) {
    const rows = trueRows(kernel.evaluate(batch, null) as BoolColumn, batch.length);
    if (rows.length === batch.length) yield batch;
    else if (rows.length > 0) yield gatherBatch(batch, rows);
  }
};

/** The rows where a condition is true. */
export function trueRows({ values, nulls }: BoolColumn, length: number): Int32Array {
  const rows = rowsWith(1, values, length);
  return nulls === undefined ? rows : rows.filter((row) => nulls[row] === 0);
}
