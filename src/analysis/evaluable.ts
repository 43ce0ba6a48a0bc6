import type { Problem } from '../base/problem.js';
import type { Binding } from '../kql/index.js';
import type { Evaluable } from './model.js';

/** Whether the engine runs a query: not at all, with what stands in its way; or so that some records may be refused. */
export function evaluableOf(binding: Binding): Evaluable {
  if (binding.problem !== undefined) return { is: 'no', because: [binding.problem] };
  const { gaps } = binding;
  return { is: gaps.length === 0 ? 'fully' : 'partly', because: gaps.map(refused) };
}

function refused({ name, gap }: { readonly name: string; readonly gap: string }): Problem {
  return {
    code: 'TT-UNSUPPORTED',
    kind: 'unsupported',
    message: `'${name}' does not take all that it may meet: ${gap}${gap.endsWith('.') ? '' : '.'}`,
    hint: `/kql/support#${encodeURIComponent(name)}`,
  };
}
