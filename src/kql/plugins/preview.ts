import { invariant } from '../../base/invariant.js';
import type { Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import { PluginCall } from './call.js';

/** @see https://learn.microsoft.com/kusto/query/preview-plugin */
const preview: Plugin = {
  name: 'preview',
  summary: 'Gives two results: the first rows, and how many there are in all.',
  bind(syntax, input, scope, binder) {
    const call = new PluginCall(syntax, input, scope, binder);
    call.expect(1, 1);
    const [rows] = call.positional;
    const { columns, serialized, span } = input.plan;
    const all: Plan = { kind: 'materialize', input: input.plan, id: binder.freshId(), columns, serialized, span };
    const operators = [
      { is: 'take', count: rows, parameters: [], span: syntax.span },
      { is: 'count', as: 'Count', parameters: [], span: syntax.span },
    ] as const;
    const branches = operators.map((operator, i) => ({
      name: i === 0 ? 'Results' : 'Results_2',
      plan: binder.operators([operator], { ...input, plan: all }, scope).plan,
    }));
    return { plan: { kind: 'results', branches, columns, serialized, span: syntax.span }, open: [] };
  },
  run: () => {
    invariant(false, 'preview is bound to other nodes');
  },
};

export default preview;
