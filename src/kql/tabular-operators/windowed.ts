import type { Execution } from '../plan/execution.js';
import type { Bound, Plan } from '../plan/nodes.js';
import type { Batch } from '../types/table.js';

/** The rows of a plan; in one batch when an expression over them looks at other rows than its own (`prev`, `row_number`). */
export function asWindowed(input: Plan, expressions: readonly Bound[], execution: Execution): Iterable<Batch> {
  return expressions.some((each) => looksAround(each, execution)) ? [execution.collect(input)] : execution.run(input);
}

function looksAround(bound: Bound, execution: Execution): boolean {
  if (bound.is === 'convert' || bound.is === 'output') return looksAround(bound.value, execution);
  return (
    bound.is === 'call' &&
    (execution.needsOrder(bound.function) || bound.arguments.some((each) => looksAround(each, execution)))
  );
}
