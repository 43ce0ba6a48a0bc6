import { invariant } from '../../base/invariant.js';
import type { Aggregate } from '../plan/definitions.js';
import type { Execution, Kernel } from '../plan/execution.js';
import type { Bound, Plan } from '../plan/nodes.js';
import type { PlanRunner, Registry } from '../plan/registry.js';
import { limitReached, raise, unsupported } from '../problems.js';
import { valueReader } from '../types/column.js';
import { type Batch, type ColumnDeclaration, concatBatches, type Table } from '../types/table.js';
import type { Value } from '../types/value.js';
import { compileBound } from './compile.js';
import type { StepCounter } from './step-counter.js';

/** The world that an evaluation may know; nothing else reaches the engine. */
export interface EvaluationContext {
  /** Ticks since 0001-01-01. */
  readonly now: bigint;
  /** Where the random functions start. */
  readonly seed: number;
  table(name: string): Table | undefined;
  /** The records given for an address of `externaldata`; undefined when there are none. */
  external(address: string, columns: readonly ColumnDeclaration[]): Table | undefined;
  /** How many rows may be held in memory over the whole evaluation. */
  readonly maxRows: number;
  readonly batchSize: number;
  /** Whether constants are folded and other short cuts taken; the answer is the same without. */
  readonly optimise: boolean;
  /** Counts what each node gives. */
  readonly counter?: StepCounter;
  /** Keeps what these nodes give. */
  readonly kept?: ReadonlyMap<Plan, Batch[]>;
}

/** The rows of a plan that is evaluated once, and the `input` nodes whose rows they come of. */
interface Materialized {
  readonly batches: Batch[];
  readonly reads: ReadonlySet<string>;
}

/** Runs plans in one context. */
export class Evaluation implements Execution {
  readonly now: bigint;
  readonly batchSize: number;
  private readonly random32: () => number;
  private readonly materialized = new Map<string, Materialized>();
  private readonly inputs = new Map<string, Batch>();
  /** The `input` nodes read so far by each of the plans being materialized, the innermost last. */
  private readonly reading: Set<string>[] = [];
  private spent = 0;

  constructor(
    private readonly registry: Registry,
    private readonly context: EvaluationContext,
  ) {
    this.now = context.now;
    this.batchSize = context.batchSize;
    this.random32 = randomSource(context.seed);
  }

  run(plan: Plan): Iterable<Batch> {
    const { counter, kept } = this.context;
    const batches = plan.kind === 'materialize' ? this.once(plan.id, plan.input) : this.batchesOf(plan);
    const counted = counter === undefined ? batches : counter.count(plan, batches);
    const keeping = kept?.get(plan);
    return keeping === undefined ? counted : keep(counted, keeping);
  }

  private batchesOf(plan: Plan): Iterable<Batch> {
    const runner = this.registry.runners[plan.kind] as PlanRunner<Plan['kind']>;
    return runner(plan as never, this);
  }

  private once(id: string, input: Plan): Batch[] {
    const known = this.materialized.get(id) ?? this.materialize(id, input);
    for (const each of known.reads) this.reading.at(-1)?.add(each);
    return known.batches;
  }

  private materialize(id: string, input: Plan): Materialized {
    const reads = new Set<string>();
    this.reading.push(reads);
    try {
      const made = { batches: [...this.run(input)], reads };
      this.materialized.set(id, made);
      return made;
    } finally {
      this.reading.pop();
    }
  }

  collect(plan: Plan): Batch {
    const batches: Batch[] = [];
    for (const batch of this.run(plan)) {
      this.spend(batch.length);
      batches.push(batch);
    }
    return concatBatches(plan.columns, batches);
  }

  compile(value: Bound, columns: readonly ColumnDeclaration[]): Kernel {
    return compileBound(value, columns, { execution: this, registry: this.registry, fold: this.context.optimise });
  }

  constant(value: Bound): Value {
    return valueReader(this.compile(value, []).evaluate({ length: 1, columns: [] }, null))(0);
  }

  aggregate(name: string): Aggregate {
    const known = this.registry.aggregates.get(name);
    invariant(known !== undefined, `the registry has '${name}', which the plan calls`);
    return known.aggregate;
  }

  needsOrder(name: string): boolean {
    return this.registry.functions.get(name)?.needs === 'serialized';
  }

  table(name: string): Table | undefined {
    return this.context.table(name);
  }

  external(address: string, columns: readonly ColumnDeclaration[]): Table {
    const table = this.context.external(address, columns);
    invariant(table !== undefined, `binding looked for the records of ${address}`);
    return table;
  }

  withInput<T>(id: string, batch: Batch, body: () => T): T {
    const outer = this.inputs.get(id);
    this.inputs.set(id, batch);
    try {
      return body();
    } finally {
      for (const [each, { reads }] of this.materialized) if (reads.has(id)) this.materialized.delete(each);
      if (outer === undefined) this.inputs.delete(id);
      else this.inputs.set(id, outer);
    }
  }

  input(id: string): Batch {
    this.reading.at(-1)?.add(id);
    const batch = this.inputs.get(id);
    return batch ?? raise(unsupported('a plugin whose columns depend on data, inside mv-apply or partition'));
  }

  random(): number {
    return this.random32();
  }

  spend(rows: number): void {
    this.spent += rows;
    if (this.spent > this.context.maxRows) raise(limitReached('rows in memory', this.context.maxRows));
  }
}

function* keep(batches: Iterable<Batch>, into: Batch[]): Generator<Batch> {
  for (const batch of batches) {
    into.push(batch);
    yield batch;
  }
}

/** A small seeded source (mulberry32): the same seed gives the same numbers on every machine. */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
