import type { Bound } from '../plan/nodes.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { BoolColumn } from '../types/column.js';
import { gatherBatch } from '../types/table.js';
import { plugin } from './plugin.js';

interface Given {
  readonly condition: Bound;
  readonly before: number;
  readonly after: number;
}

/** @see https://learn.microsoft.com/kusto/query/rows-near-plugin */
export default plugin<Given>('rows_near', {
  summary: 'Gives the rows where a condition is true, and some rows before and after each.',
  bind(call) {
    call.expect(2, 3);
    const condition = call.scalar(call.required(0), 'bool');
    const before = Number(call.literal(call.required(1), 'long'));
    const after = call.positional[2];
    if (!call.input.plan.serialized) raise(problems.notSerialized(call.name, call.span));
    const given = { condition, before, after: after === undefined ? before : Number(call.literal(after, 'long')) };
    if (before < 0 || given.after < 0) raise(problems.badArgument(call.name, 'counts of rows from 0 on', call.span));
    return { columns: call.input.plan.columns, given, keepsOrder: true };
  },
  *run({ condition, before, after }, input, execution) {
    const all = execution.collect(input);
    const found = execution.compile(condition, input.columns).evaluate(all, null) as BoolColumn;
    const near = new Set<number>();
    for (let row = 0; row < all.length; row++) {
      if (found.values[row] !== 1 || found.nulls?.[row] === 1) continue;
      for (let at = Math.max(0, row - before); at <= Math.min(all.length - 1, row + after); at++) near.add(at);
    }
    if (near.size > 0) yield gatherBatch(all, Int32Array.from(near).sort());
  },
});
