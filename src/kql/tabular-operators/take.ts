import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { sliceBatch } from '../types/table.js';
import { piped, rowCount } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/take-operator */
export const bindTake: OperatorBinding<'take'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'take', syntax.span);
  const count = rowCount(syntax.count, scope, binder);
  const { columns, serialized } = input.plan;
  return { plan: { kind: 'take', input: input.plan, count, columns, serialized, span: syntax.span }, open: input.open };
};

/** Gives the first rows and stops reading. */
export const runTake: PlanRunner<'take'> = function* (plan, execution) {
  let left = Number(execution.constant(plan.count) ?? 0n);
  if (left <= 0) return;
  for (const batch of execution.run(plan.input)) {
    yield sliceBatch(batch, 0, left);
    left -= batch.length;
    if (left <= 0) return;
  }
};
