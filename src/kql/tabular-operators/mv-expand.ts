import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { bindExpansions, expand } from './expansion.js';
import { choiceParameter, piped } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/mv-expand-operator */
export const bindMvExpand: OperatorBinding<'mv-expand'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'mv-expand', syntax.span);
  const spelling = syntax.parameters.some((each) => each.name === 'kind') ? 'kind' : 'bagexpansion';
  const bags = choiceParameter(syntax.parameters, spelling, ['bag', 'array'] as const, 'bag');
  return {
    plan: {
      kind: 'mv-expand',
      input: input.plan,
      ...bindExpansions(syntax, input, scope, binder),
      bags,
      serialized: input.plan.serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

/** Yields the rows that the elements give. */
export const runMvExpand: PlanRunner<'mv-expand'> = function* (plan, execution) {
  for (const { batch } of expand(plan, plan.columns, plan.bags, execution)) yield batch;
};
