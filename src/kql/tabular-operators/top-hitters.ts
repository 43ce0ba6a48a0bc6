import { impliedName } from '../plan/naming.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { valueReader } from '../types/column.js';
import { sortRows } from '../types/sorting.js';
import { gatherBatch, splitBatch } from '../types/table.js';
import { piped, rowCount } from './inputs.js';
import { bindSummarize } from './summarize.js';

/**
 * The values that come most often, or whose sum is largest, from the smallest on; the engine estimates, we count.
 * @see https://learn.microsoft.com/kusto/query/top-hitters-operator
 */
export const bindTopHitters: OperatorBinding<'top-hitters'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'top-hitters', syntax.span);
  const { span, of, by } = syntax;
  const count = rowCount(syntax.count, scope, binder);
  const name = `approximate_${by === null ? 'count' : 'sum'}_${impliedName(by ?? of, binder.registry) ?? ''}`;
  const value: Call = {
    is: 'call',
    name: by === null ? 'count' : 'sum',
    nameSpan: span,
    arguments: by === null ? [] : [{ value: by }],
    span,
  };
  const aggregate: Expression = { is: 'named', names: [{ name, span }], compound: false, value, span };
  const { plan } = bindSummarize(
    { is: 'summarize', aggregates: [aggregate], by: [of], parameters: [], span },
    input,
    scope,
    binder,
  );
  return {
    plan: { kind: 'top-hitters', input: plan, count, columns: plan.columns, serialized: true, span },
    open: [],
  };
};

/** Which of several values that weigh the same is kept is the engine's chance: then there is no answer. */
export const runTopHitters: PlanRunner<'top-hitters'> = function* (plan, execution) {
  const all = execution.collect(plan.input);
  const count = Math.max(0, Number(execution.constant(plan.count) ?? 0n));
  const [, weights] = all.columns;
  const rows = sortRows([{ column: weights, descending: true, nullsFirst: false }], all.length).subarray(0, count + 1);
  const weight = valueReader(weights);
  if (count > 0 && rows.length > count && weight(rows[count - 1]) === weight(rows[count]))
    raise(problems.unsupported('top-hitters among values that weigh the same', plan.span));
  const kept = rows.slice(0, count).reverse();
  yield* splitBatch(gatherBatch(all, kept), execution.batchSize);
};
