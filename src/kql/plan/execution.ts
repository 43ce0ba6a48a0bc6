import type { Column } from '../types/column.js';
import type { Batch, ColumnDeclaration, Table } from '../types/table.js';
import type { Value } from '../types/value.js';
import type { Aggregate, FunctionContext, Rows } from './definitions.js';
import type { Bound, Plan } from './nodes.js';

/** A compiled expression: gives its column for some rows of a batch; in other rows the column means nothing. */
export interface Kernel {
  evaluate(batch: Batch, rows: Rows): Column;
  /** Its value where it is the same for every row; undefined where it is not. */
  readonly constant: Value | undefined;
}

/** One evaluation of a plan: what an operator may do while it runs. */
export interface Execution extends FunctionContext {
  /** The rows of a plan, batch by batch. */
  run(plan: Plan): Iterable<Batch>;
  /** All rows of a plan in one batch. */
  collect(plan: Plan): Batch;
  /** Compiles an expression over the columns given. */
  compile(value: Bound, columns: readonly ColumnDeclaration[]): Kernel;
  /** The value of an expression without columns. */
  constant(value: Bound): Value;
  /** The aggregation function of that name, which the plan calls. */
  aggregate(name: string): Aggregate;
  /** Whether a scalar function works on rows in their order (`prev`). */
  needsOrder(name: string): boolean;
  /** The posted table of that name; undefined when none was. */
  table(name: string): Table | undefined;
  /** The records given for an address of `externaldata`, in the types declared. */
  external(address: string, columns: readonly ColumnDeclaration[]): Table;
  /** The most rows in a batch. */
  readonly batchSize: number;
  /** Gives the rows of an `input` node while `body` runs; `input` reads them. */
  input(id: string): Batch;
  withInput<T>(id: string, batch: Batch, body: () => T): T;
  /** Stops the evaluation with a `limit` problem when its time is over, or when `rows` more rows in memory are too many. */
  spend(rows: number): void;
}
