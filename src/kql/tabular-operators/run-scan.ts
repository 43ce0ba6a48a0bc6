import type { Execution } from '../plan/execution.js';
import type { Bound, PlanOf } from '../plan/nodes.js';
import type { PlanRunner } from '../plan/registry.js';
import { columnOf, sliceColumn, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import { type Batch, type ColumnDeclaration, splitBatch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { columnsRead, nothing, stateColumn } from './scan.js';

type Scan = PlanOf<'scan'>;
type Record = readonly Value[];

/** An active sequence: the latest record of each step up to its own, and the record that `output=last` holds back. */
interface Sequence {
  readonly id: bigint;
  readonly records: readonly (Record | undefined)[];
  readonly held: { readonly record: Record; readonly row: number } | null;
}

/** Goes over the records in their order, and with each over the steps from the last to the first. */
export const runScan: PlanRunner<'scan'> = function* (plan, execution) {
  const input = execution.collect(plan.input);
  if (input.length === 0) return;
  const scan = new ScanRun(plan, input, execution);
  const keys = plan.partitionBy.map((value) => execution.compile(value, plan.input.columns).evaluate(input, null));
  const partitions = new GroupIndex(keys.map(({ type }) => type)).assign(keys, input.length);
  const states = new Map<number, (Sequence | undefined)[]>();
  for (let row = 0; row < input.length; row++) {
    const state = states.get(partitions[row]) ?? plan.steps.map(() => undefined);
    states.set(partitions[row], state);
    for (let step = plan.steps.length - 1; step >= 0; step--) scan.match(row, step, state);
  }
  for (const state of states.values()) for (const sequence of state) scan.release(sequence);
  const rows = scan.rows();
  if (rows.length === 0) return;
  execution.spend(rows.length);
  const columns = plan.columns.map(({ type }, i) =>
    columnOf(
      type,
      rows.map((values) => values[i]),
    ),
  );
  yield* splitBatch({ length: rows.length, columns }, execution.batchSize);
};

class ScanRun {
  private readonly output: { readonly record: Record; readonly row: number; readonly id: bigint }[] = [];
  private readonly conditions: readonly StepExpression[];
  private readonly assignments: readonly { readonly at: number; readonly value: StepExpression }[][];
  private readonly readers: readonly ((row: number) => Value)[];
  private readonly defaults: readonly Value[];
  private nextId = 0n;

  constructor(
    private readonly plan: Scan,
    input: Batch,
    execution: Execution,
  ) {
    this.readers = input.columns.map(valueReader);
    const declared = plan.declared.map((column) => ({ ...column, value: execution.constant(column.default) }));
    this.defaults = declared.map(({ value }) => value);
    const columns = [...plan.input.columns, ...declared.map(({ name, type }) => ({ name, type }))];
    const constants = declared.map(({ type, value }) => columnOf(type, new Array(input.length).fill(value)));
    const batch = { length: input.length, columns: [...input.columns, ...constants] };
    const names = plan.steps.map(({ name }) => name);
    const compile = (value: Bound, step: number) =>
      new StepExpression(
        value,
        columns,
        names.slice(0, step + 1),
        batch,
        [...plan.input.columns.map(({ type }) => nothing(type)), ...this.defaults],
        execution,
      );
    this.conditions = plan.steps.map(({ condition }, step) => compile(condition, step));
    this.assignments = plan.steps.map(({ assignments }, step) =>
      assignments.map(({ name, value }) => ({
        at: columns.findIndex((column) => column.name === name),
        value: compile(value, step),
      })),
    );
  }

  /** Matches a record against a step: first as the next of the sequence before it, then as one more of its own. */
  match(row: number, step: number, state: (Sequence | undefined)[]): void {
    const before = step === 0 ? undefined : state[step - 1];
    const own = state[step];
    if (before !== undefined && this.conditions[step].evaluate(row, before.records) === true) {
      this.release(own);
      this.release(before);
      state[step - 1] = undefined;
      state[step] = this.extended(row, step, { ...before, held: null });
      return;
    }
    if (step > 0 && own === undefined) return;
    if (this.conditions[step].evaluate(row, own?.records ?? []) !== true) return;
    state[step] = this.extended(row, step, own ?? { id: this.nextId++, records: [], held: null });
  }

  private extended(row: number, step: number, sequence: Sequence): Sequence {
    const record = [...this.readers.map((read) => read(row)), ...this.defaults];
    for (const { at, value } of this.assignments[step]) record[at] = value.evaluate(row, sequence.records);
    const records = [...sequence.records];
    records[step] = record;
    const { output } = this.plan.steps[step];
    if (output === 'all') this.output.push({ record, row, id: sequence.id });
    return { id: sequence.id, records, held: output === 'last' ? { record, row } : null };
  }

  /** Gives out the record that a sequence which ends has held back. */
  release(sequence: Sequence | undefined): void {
    if (sequence?.held) this.output.push({ ...sequence.held, id: sequence.id });
  }

  /** The records given out, in the order of the input. */
  rows(): Record[] {
    const sorted = this.output.sort((a, b) => a.row - b.row);
    return sorted.map(({ record, id }) => (this.plan.matchId === null ? record : [...record, id]));
  }
}

/** An expression of a step. One that reads no state is computed for all records at once, another record by record. */
class StepExpression {
  private readonly ready: ((row: number) => Value) | null;
  private readonly kernel: ReturnType<Execution['compile']>;
  private readonly read: ReadonlySet<string>;

  constructor(
    value: Bound,
    private readonly columns: readonly ColumnDeclaration[],
    private readonly steps: readonly string[],
    private readonly input: Batch,
    /** What the columns of a step without a record hold. */
    private readonly empty: readonly Value[],
    execution: Execution,
  ) {
    const state = steps.flatMap((step) => columns.map(({ name, type }) => ({ name: stateColumn(step, name), type })));
    this.kernel = execution.compile(value, [...columns, ...state]);
    this.read = new Set(columnsRead(value));
    const stateless = !state.some(({ name }) => this.read.has(name));
    this.ready = stateless ? valueReader(this.kernel.evaluate(input, null)) : null;
  }

  evaluate(row: number, records: readonly (Record | undefined)[]): Value {
    if (this.ready !== null) return this.ready(row);
    const own = this.input.columns.map((column) => sliceColumn(column, row, row + 1));
    const state = this.steps.flatMap((step, i) =>
      this.columns.map(({ name, type }, at) => {
        const known = this.read.has(stateColumn(step, name));
        return columnOf(type, [known ? (records[i] ?? this.empty)[at] : nothing(type)]);
      }),
    );
    return valueReader(this.kernel.evaluate({ length: 1, columns: [...own, ...state] }, null))(0);
  }
}
