import { invariant } from '../../base/invariant.js';
import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Execution } from '../plan/execution.js';
import { isConstant, literalOf } from '../plan/literals.js';
import { FreeNames } from '../plan/naming.js';
import type { TopNestedLevel } from '../plan/nodes.js';
import type { OperatorBinding, OperatorOf, PlanRunner } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { TopNestedClause } from '../syntax/nodes.js';
import { columnOf, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import { sortRows } from '../types/sorting.js';
import { type Batch, gatherBatch, splitBatch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { isDescending, piped, rowCount } from './inputs.js';
import { bindSummarize } from './summarize.js';

/** @see https://learn.microsoft.com/kusto/query/top-nested-operator */
export const bindTopNested: OperatorBinding<'top-nested'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'top-nested', syntax.span);
  const id = binder.freshId();
  const rows: Relation = {
    plan: { kind: 'input', id, columns: input.plan.columns, serialized: false, span: syntax.span },
    open: input.open,
  };
  const names = new FreeNames();
  const levels = syntax.clauses.map((clause): TopNestedLevel => {
    const groups = bindSummarize(summarizeOf(clause, true), rows, scope, binder).plan;
    const rest = bindSummarize(summarizeOf(clause, false), rows, scope, binder).plan;
    invariant(groups.kind === 'project' && groups.input.kind === 'summarize', 'summarize binds to these nodes');
    const [key, value] = groups.columns;
    const name = names.take(key.name);
    const others = clause.others === null ? null : bindScalar(clause.others, null, scope, binder);
    if (others !== null && !isConstant(others)) raise(problems.notConstant('with others', others.span));
    if (others !== null && others.type !== key.type) raise(problems.wrongType(key.type, others.type, others.span));
    return {
      key: { name, value: groups.input.by[0].value },
      value: { name: names.take(clause.by.is === 'named' ? value.name : `aggregated_${name}`), type: value.type },
      groups,
      rest,
      count: clause.count === null ? null : convertTo(rowCount(clause.count, scope, binder), 'long', binder),
      others: others ?? literalOf(key.type === 'string' ? '' : null, key.type, clause.span),
      withOthers: others !== null,
      descending: isDescending(clause.direction, clause.span),
    };
  });
  const columns = levels.flatMap(({ key, value }) => [{ name: key.name, type: key.value.type }, value]);
  return {
    plan: { kind: 'top-nested', input: input.plan, id, levels, columns, serialized: false, span: syntax.span },
    open: [],
  };
};

/** The groups of one level, or what all its rows together come to. */
function summarizeOf(clause: TopNestedClause, grouped: boolean): OperatorOf<'summarize'> {
  return {
    is: 'summarize',
    aggregates: [clause.by],
    by: grouped ? [clause.of] : [],
    parameters: [],
    span: clause.span,
  };
}

/** Keeps the best groups of a level, and within each those of the next. */
export const runTopNested: PlanRunner<'top-nested'> = function* (plan, execution) {
  const { levels, id, columns } = plan;
  const out: Value[][] = [];
  const expand = (rows: Batch, depth: number, before: readonly Value[]): void => {
    if (depth === levels.length) {
      out.push([...before]);
      execution.spend(1);
      return;
    }
    const level = levels[depth];
    const groups = execution.withInput(id, rows, () => execution.collect(level.groups));
    const key = execution.compile(level.key.value, plan.input.columns).evaluate(rows, null);
    const ids = new GroupIndex([key.type]).assign([key], rows.length);
    const best = bestGroups(groups, level, execution);
    const [keys, values] = groups.columns.map(valueReader);
    for (const group of best)
      expand(
        rowsWhere(rows, (row) => ids[row] === group),
        depth + 1,
        [...before, keys(group), values(group)],
      );
    if (!levels.slice(depth).some((each) => each.withOthers)) return;
    const kept = new Set(best);
    const rest = rowsWhere(rows, (row) => !kept.has(ids[row]));
    if (rest.length === 0)
      raise(problems.unsupported('top-nested with others where nothing is left for them', plan.span));
    out.push([...before, ...levels.slice(depth).flatMap((each) => remainder(each, rest))]);
  };
  const remainder = (level: TopNestedLevel, rest: Batch): Value[] => {
    if (!level.withOthers) return [execution.constant(level.others), level.value.type === 'string' ? '' : null];
    const total = execution.withInput(id, rest, () => execution.collect(level.rest));
    return [execution.constant(level.others), valueReader(total.columns[0])(0)];
  };
  const all = execution.collect(plan.input);
  if (all.length > 0) expand(all, 0, []);
  const batch = {
    length: out.length,
    columns: columns.map(({ type }, i) =>
      columnOf(
        type,
        out.map((row) => row[i]),
      ),
    ),
  };
  if (out.length > 0) yield* splitBatch(batch, execution.batchSize);
};

function bestGroups(groups: Batch, level: TopNestedLevel, execution: Execution): number[] {
  const { descending } = level;
  const sorted = sortRows([{ column: groups.columns[1], descending, nullsFirst: !descending }], groups.length);
  const count = level.count === null ? groups.length : Number(execution.constant(level.count) ?? 0n);
  return [...sorted.subarray(0, Math.max(0, count))];
}

function rowsWhere(batch: Batch, holds: (row: number) => boolean): Batch {
  return gatherBatch(batch, Int32Array.from({ length: batch.length }, (_, row) => row).filter(holds));
}
