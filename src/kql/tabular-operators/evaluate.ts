import { invariant } from '../../base/invariant.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import { plugins } from '../plugins/index.js';
import { raise } from '../problems.js';
import { piped } from './inputs.js';

const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));

/** Hands the call to its plugin; hints say how a cluster shares the work, which changes no answer. @see https://learn.microsoft.com/kusto/query/evaluate-operator */
export const bindEvaluate: OperatorBinding<'evaluate'> = (syntax, given, scope, binder) => {
  const { call } = syntax;
  const input = piped(given, 'evaluate', syntax.span);
  const plugin = binder.registry.plugins.get(call.name);
  return plugin === undefined ? raise(binder.missingFunction(call)) : plugin.bind(syntax, input, scope, binder);
};

export const runPlugin: PlanRunner<'plugin'> = (plan, execution) => {
  const plugin = byName.get(plan.plugin);
  invariant(plugin !== undefined, `there is a plugin '${plan.plugin}', which the plan calls`);
  return plugin.run(plan, execution);
};
