import type { Execution, Kernel } from '../plan/execution.js';
import type { Bound, PlanOf } from '../plan/nodes.js';
import type { PlanRunner } from '../plan/registry.js';
import { type BoolColumn, columnBuilder, gather } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import { type Batch, type ColumnDeclaration, gatherBatch, lazyBatch } from '../types/table.js';
import { PairFinder, type RowsByGroup } from './pair-finder.js';
import { trueRows } from './where.js';

/** Pairs of rows are given on when there are this many. */
const pairsPerBatch = 65_536;

/** Finds the right rows of each left row by their keys; null equals null. */
export const runJoin: PlanRunner<'join'> = function* (plan, execution) {
  const right = execution.collect(plan.right);
  const index = new GroupIndex(plan.on.map((each) => each.right.type));
  const ids = index.assign(
    keyColumns(
      plan.on.map((each) => each.right),
      right,
      plan.right.columns,
      execution,
    ),
    right.length,
  );
  const rows = rowsByGroup(ids, index.size);
  const keys = plan.on.map((each) => execution.compile(each.left, plan.left.columns));
  const matched = new Uint8Array(index.size);
  const taken = plan.join === 'innerunique' ? new Uint8Array(index.size) : undefined;
  const preferred = plan.preferred?.map((each) => execution.compile(each, plan.left.columns)) ?? [];
  for (const batch of preferred.length > 0 ? [execution.collect(plan.left)] : execution.run(plan.left)) {
    const groups = index.find(
      keys.map((key) => key.evaluate(batch, null)),
      batch.length,
    );
    for (let row = 0; row < batch.length; row++) if (groups[row] >= 0) matched[groups[row]] = 1;
    if (preferred.length > 0) leaveOthersOut(groups, holds(preferred, batch), index.size);
    yield* pairs(plan, batch, right, groups, rows, taken, execution);
  }
  yield* rightOnly(plan, right, ids, matched);
};

/** Whether all conditions hold, for each row. */
function holds(conditions: readonly Kernel[], batch: Batch): Uint8Array {
  const counts = new Uint8Array(batch.length);
  for (const each of conditions)
    for (const row of trueRows(each.evaluate(batch, null) as BoolColumn, batch.length)) counts[row]++;
  return counts.map((count) => (count === conditions.length ? 1 : 0));
}

/** Takes the rows that do not hold out of the groups that have some that do. */
function leaveOthersOut(groups: Int32Array, held: Uint8Array, size: number): void {
  const some = new Uint8Array(size);
  for (let row = 0; row < groups.length; row++) if (groups[row] >= 0 && held[row] === 1) some[groups[row]] = 1;
  for (let row = 0; row < groups.length; row++)
    if (groups[row] >= 0 && some[groups[row]] === 1 && held[row] === 0) groups[row] = -1;
}

function keyColumns(keys: readonly Bound[], batch: Batch, columns: readonly ColumnDeclaration[], execution: Execution) {
  return keys.map((key) => execution.compile(key, columns).evaluate(batch, null));
}

function rowsByGroup(ids: Int32Array, groups: number): RowsByGroup {
  const starts = new Int32Array(groups + 1);
  for (const id of ids) starts[id + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  const next = starts.slice();
  const rows = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) rows[next[ids[row]]++] = row;
  return { rows, starts };
}

/** What the left rows of a batch give. */
function* pairs(
  plan: PlanOf<'join'>,
  left: Batch,
  right: Batch,
  groups: Int32Array,
  rightRows: RowsByGroup,
  taken: Uint8Array | undefined,
  execution: Execution,
): Generator<Batch> {
  const { join } = plan;
  if (join === 'rightsemi' || join === 'rightanti') return;
  if (join === 'leftsemi' || join === 'leftanti') {
    const wanted = Int32Array.from({ length: left.length }, (_, row) => row).filter(
      (row) => groups[row] >= 0 === (join === 'leftsemi'),
    );
    if (wanted.length > 0) yield gatherBatch(left, wanted);
    return;
  }
  const finder = new PairFinder(groups, rightRows, join === 'leftouter' || join === 'fullouter', taken);
  const room = Math.min(finder.most(), pairsPerBatch);
  for (let count = room; count === room && room > 0; ) {
    const rows = [new Int32Array(room), new Int32Array(room)] as const;
    count = finder.next(...rows);
    if (count === pairsPerBatch) execution.spend(count);
    if (count > 0) yield together(plan, left, right, rows[0].subarray(0, count), rows[1].subarray(0, count));
  }
}

/** The right rows that found no partner, or, for a semi join, those that did. */
function* rightOnly(plan: PlanOf<'join'>, right: Batch, ids: Int32Array, matched: Uint8Array): Generator<Batch> {
  const { join } = plan;
  if (join !== 'rightsemi' && join !== 'rightanti' && join !== 'rightouter' && join !== 'fullouter') return;
  const wanted = join === 'rightsemi' ? 1 : 0;
  const rows = Int32Array.from({ length: right.length }, (_, row) => row).filter((row) => matched[ids[row]] === wanted);
  if (rows.length === 0) return;
  if (join === 'rightsemi' || join === 'rightanti') yield gatherBatch(right, rows);
  else yield together(plan, undefined, right, new Int32Array(rows.length).fill(-1), rows);
}

function together(
  plan: PlanOf<'join'>,
  left: Batch | undefined,
  right: Batch,
  leftRows: Int32Array,
  rightRows: Int32Array,
): Batch {
  return lazyBatch(leftRows.length, plan.from.length, (i) => {
    const { side, name } = plan.from[i];
    const input = side === 'left' ? plan.left : plan.right;
    const at = input.columns.findIndex((column) => column.name === name);
    const source = side === 'left' ? left?.columns[at] : right.columns[at];
    return source === undefined
      ? nulls(plan.columns[i], leftRows.length)
      : gather(source, side === 'left' ? leftRows : rightRows);
  });
}

function nulls(column: ColumnDeclaration, length: number) {
  return columnBuilder(column.type, length).build();
}
