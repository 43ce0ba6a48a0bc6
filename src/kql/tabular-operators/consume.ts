import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { piped } from './inputs.js';

/**
 * Reads its input and gives nothing.
 * @see https://learn.microsoft.com/kusto/query/consume-operator
 */
export const bindConsume: OperatorBinding<'consume'> = (syntax, given) => {
  const input = piped(given, 'consume', syntax.span);
  return {
    plan: { kind: 'consume', input: input.plan, columns: [], serialized: false, span: syntax.span },
    open: [],
  };
};

export const runConsume: PlanRunner<'consume'> = (plan, execution) => {
  for (const _ of execution.run(plan.input));
  return [];
};
