import type { AggregateForm } from '../plan/definitions.js';
import type { Execution, Kernel } from '../plan/execution.js';
import type { AggregateCall } from '../plan/nodes.js';
import type { PlanRunner } from '../plan/registry.js';
import { type BoolColumn, type Column, columnBuilder, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';

/** Groups the rows by their keys in the order the keys first come; without keys there is one group, even of nothing. */
export const runSummarize: PlanRunner<'summarize'> = function* (plan, execution) {
  const { columns } = plan.input;
  const keys = plan.by.map(({ value }) => execution.compile(value, columns));
  const groups = new GroupIndex(plan.by.map(({ value }) => value.type));
  const aggregates = plan.aggregates.map((call) => new Accumulator(call, columns, execution));
  let seen = 0;
  for (const batch of execution.run(plan.input)) {
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
export class Accumulator {
  private readonly form: AggregateForm<unknown>;
  private readonly args: readonly Kernel[];
  private readonly condition: Kernel | null;
  private readonly skipsNulls: boolean;
  private readonly several: boolean;
  private readonly states: unknown[] = [];

  constructor(
    private readonly call: AggregateCall,
    columns: readonly ColumnDeclaration[],
    execution: Execution,
  ) {
    const aggregate = execution.aggregate(call.function);
    const chosen = aggregate.overloads[call.overload];
    this.several = aggregate.outputs !== undefined;
    this.args = call.arguments.map((each) => execution.compile(each, columns));
    this.condition = call.condition === null ? null : execution.compile(call.condition, columns);
    this.skipsNulls = chosen.nulls !== 'given';
    this.form = chosen.prepare({
      constants: this.args.map((each) => each.constant),
      types: call.arguments.map((each) => each.type),
      expressions: call.arguments,
      context: execution,
    });
  }

  /** Adds the rows of a batch to the groups they belong to. */
  add(batch: Batch, ids: Int32Array, groups: number): void {
    while (this.states.length < groups) this.states.push(this.form.start());
    const readers = this.args.map((each) => valueReader(each.evaluate(batch, null)));
    const condition = this.condition?.evaluate(batch, null) as BoolColumn | undefined;
    const { states, form } = this;
    rows: for (let row = 0; row < batch.length; row++) {
      if (condition !== undefined && (condition.values[row] === 0 || condition.nulls?.[row] === 1)) continue;
      const values: Value[] = [];
      for (const read of readers) {
        const value = read(row);
        if (value === null && this.skipsNulls) continue rows;
        values.push(value);
      }
      states[ids[row]] = form.add(states[ids[row]], ...values);
    }
  }

  /** The result columns, a row for each group. */
  finish(groups: number): Column[] {
    while (this.states.length < groups) this.states.push(this.form.start());
    const { outputs } = this.call;
    const builders = outputs.map(({ type }) => columnBuilder(type, groups));
    for (let group = 0; group < groups; group++) {
      const result = this.form.finish(this.states[group]);
      const results = this.several ? (result as readonly Value[]) : [result as Value];
      for (const [i, value] of results.entries()) builders[i].set(group, value);
    }
    return builders.map((builder) => builder.build());
  }
}
