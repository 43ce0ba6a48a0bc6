import type { AggregateForm, GroupedForm } from '../plan/definitions.js';
import type { Execution, Kernel } from '../plan/execution.js';
import type { AggregateCall } from '../plan/nodes.js';
import type { PlanRunner } from '../plan/registry.js';
import { type BoolColumn, type Column, columnBuilder, isNullAt, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';
import { asWindowed } from './windowed.js';

/** Groups the rows by their keys in the order the keys first come; without keys there is one group, even of nothing. */
export const runSummarize: PlanRunner<'summarize'> = function* (plan, execution) {
  const { columns } = plan.input;
  const keys = plan.by.map(({ value }) => execution.compile(value, columns));
  const groups = new GroupIndex(plan.by.map(({ value }) => value.type));
  const aggregates = plan.aggregates.map((call) => new Accumulator(call, columns, execution));
  let seen = 0;
  const read = [...plan.by.map(({ value }) => value), ...plan.aggregates.flatMap((call) => call.arguments)];
  for (const batch of asWindowed(plan.input, read, execution)) {
    const ids = groups.assign(
      keys.map((key) => key.evaluate(batch, null)),
      batch.length,
    );
    execution.spend(groups.size - seen);
    seen = groups.size;
    for (const aggregate of aggregates) aggregate.add(batch, ids, groups.size);
  }
  const size = plan.by.length === 0 ? 1 : groups.size;
  if (size === 0) return;
  yield {
    length: size,
    columns: [...groups.keyColumns(), ...aggregates.flatMap((aggregate) => aggregate.finish(size))],
  };
};

/** The states of one aggregate, one for each group. */
class Accumulator {
  private readonly form: GroupedForm;
  private readonly args: readonly Kernel[];
  private readonly condition: Kernel | null;
  private readonly skipsNulls: boolean;

  constructor(call: AggregateCall, columns: readonly ColumnDeclaration[], execution: Execution) {
    const aggregate = execution.aggregate(call.function);
    const chosen = aggregate.overloads[call.overload];
    this.args = call.arguments.map((each) => execution.compile(each, columns));
    this.condition = call.condition === null ? null : execution.compile(call.condition, columns);
    this.skipsNulls = chosen.nulls !== 'given';
    const given = {
      constants: this.args.map((each) => each.constant),
      types: call.arguments.map((each) => each.type),
      expressions: call.arguments,
      context: execution,
    };
    this.form =
      chosen.grouped?.(given) ?? eachGroupAlone(chosen.prepare(given), call.outputs, aggregate.outputs !== undefined);
  }

  /** Adds the rows of a batch to the groups they belong to. */
  add(batch: Batch, ids: Int32Array, groups: number): void {
    const columns = this.args.map((each) => each.evaluate(batch, null));
    let counted = ids;
    if (this.condition !== null)
      counted = whereTrue(this.condition.evaluate(batch, null) as BoolColumn, counted, batch.length);
    if (this.skipsNulls) for (const column of columns) counted = whereGiven(column, counted, batch.length);
    this.form.add(columns, counted, batch.length, groups);
  }

  /** The result columns, a row for each group. */
  finish(groups: number): readonly Column[] {
    return this.form.finish(groups);
  }
}

/** Takes the rows out whose condition is not true. */
function whereTrue({ values, nulls }: BoolColumn, ids: Int32Array, length: number): Int32Array {
  const kept = new Int32Array(length);
  for (let row = 0; row < length; row++)
    kept[row] = values[row] === 1 && (nulls === undefined || nulls[row] === 0) ? ids[row] : -1;
  return kept;
}

/** Takes the rows out whose value is null. */
function whereGiven(column: Column, ids: Int32Array, length: number): Int32Array {
  if (column.type === 'string' || ('nulls' in column && column.nulls === undefined)) return ids;
  const kept = new Int32Array(length);
  for (let row = 0; row < length; row++) kept[row] = isNullAt(column, row) ? -1 : ids[row];
  return kept;
}

/** Keeps the state of each group by itself. */
export function eachGroupAlone(
  form: AggregateForm<unknown>,
  outputs: readonly ColumnDeclaration[],
  several: boolean,
): GroupedForm {
  const states: unknown[] = [];
  const start = (groups: number) => {
    while (states.length < groups) states.push(form.start());
  };
  return {
    add(columns, ids, length, size) {
      start(size);
      const readers = columns.map(valueReader);
      if (readers.length === 1) {
        const [read] = readers;
        for (let row = 0; row < length; row++)
          if (ids[row] >= 0) states[ids[row]] = form.add(states[ids[row]], read(row));
        return;
      }
      for (let row = 0; row < length; row++) {
        if (ids[row] < 0) continue;
        const values: Value[] = [];
        for (const read of readers) values.push(read(row));
        states[ids[row]] = form.add(states[ids[row]], ...values);
      }
    },
    finish(size) {
      start(size);
      const builders = outputs.map(({ type }) => columnBuilder(type, size));
      for (let group = 0; group < size; group++) {
        const result = form.finish(states[group]);
        const results = several ? (result as readonly Value[]) : [result as Value];
        for (const [i, value] of results.entries()) builders[i].set(group, value);
      }
      return builders.map((builder) => builder.build());
    },
  };
}
