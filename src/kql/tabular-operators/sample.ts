import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { gatherBatch, splitBatch } from '../types/table.js';
import { piped, rowCount } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/sample-operator */
export const bindSample: OperatorBinding<'sample'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'sample', syntax.span);
  const count = rowCount(syntax.count, scope, binder);
  const { columns } = input.plan;
  return {
    plan: { kind: 'sample', input: input.plan, count, columns, serialized: false, span: syntax.span },
    open: input.open,
  };
};

/** Gives that many rows, drawn by the query's random source, in the order they came in. */
export const runSample: PlanRunner<'sample'> = function* (plan, execution) {
  const all = execution.collect(plan.input);
  const count = Math.min(all.length, Math.max(0, Number(execution.constant(plan.count) ?? 0n)));
  const rows = Int32Array.from({ length: all.length }, (_, row) => row);
  for (let i = 0; i < count; i++) {
    const drawn = i + Math.floor(execution.random() * (rows.length - i));
    [rows[i], rows[drawn]] = [rows[drawn], rows[i]];
  }
  yield* splitBatch(gatherBatch(all, rows.slice(0, count).sort()), execution.batchSize);
};
