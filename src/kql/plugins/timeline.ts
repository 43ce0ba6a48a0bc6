import type { Execution } from '../plan/execution.js';
import type { Bound, Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { type Column, columnOf, gather, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Batch, type ColumnDeclaration, lazyBatch } from '../types/table.js';
import type { Value } from '../types/value.js';
import { plugin } from './plugin.js';

/*
 * What the plugins of user activity share: rows of an id and a time, grouped by dimensions, over windows of one size from a start on.
 */

/** The types of times whose windows are exact. */
const timeTypes: readonly ScalarType[] = ['datetime', 'timespan', 'long', 'int'];

/** More windows than these are not counted in. */
const mostWindows = 100_000;

interface Given {
  readonly id: string;
  readonly time: string;
  readonly constants: readonly Bound[];
  readonly dimensions: readonly string[];
}

/** A metric, or what raises, when it is read, why it is not known. */
type Metric = Value | (() => never);

/** One row of the result before it has its columns: its group, its times and its metrics. */
interface ActivityRow {
  readonly group: number;
  readonly times: readonly bigint[];
  readonly metrics: readonly Metric[];
}

/** A row of the input as these plugins see it: ids and groups are numbers from 0 on. */
export interface Appearance {
  readonly id: number;
  readonly group: number;
  readonly time: bigint;
}

export interface ActivityPlugin {
  readonly summary: string;
  readonly gap: string;
  /** The constants behind the id and the time, in their order. */
  readonly constants: readonly string[];
  /** A constant that may follow them. */
  readonly optional?: string;
  /** Whether Start and End, the first two constants, may be left out in Kusto, which is refused. */
  readonly maySpanAll?: true;
  /** What the columns of times are called when they are not called as the one of the input. */
  readonly times?: (name: string) => readonly string[];
  readonly metrics: readonly ColumnDeclaration[];
  /** Whether the dimensions' place among the columns is known. */
  readonly dimensions: boolean;
  run(appearances: readonly Appearance[], constants: readonly bigint[]): Iterable<ActivityRow>;
}

/** A plugin of user activity: `name(id, time, constants, dimensions)`. */
export function activityPlugin(name: string, definition: ActivityPlugin): Plugin {
  const { constants: names, metrics, summary, gap } = definition;
  return plugin<Given>(name, {
    summary,
    gap,
    bind(call) {
      if (definition.maySpanAll && call.positional.length === names.length)
        raise(problems.unsupported(name, call.span, 'no start and end'));
      call.expect(2 + names.length, Number.POSITIVE_INFINITY);
      const constants = call.positional.slice(2, 2 + names.length).map((each: Expression) => call.constant(each));
      const id = call.column(call.required(0));
      const time = call.column(call.required(1));
      const more = [...call.positional.slice(2 + names.length)];
      if (definition.optional !== undefined && more.length > 0 && call.scalar(more[0]).is !== 'column')
        constants.push(call.constant(more.splice(0, 1)[0]));
      if (more.length > 0 && !definition.dimensions) raise(problems.unsupported(name, more[0].span, 'dimensions'));
      const dimensions = more.map((each) => call.column(each));
      if (!timeTypes.includes(time.type)) raise(problems.unsupported(name, time.span, `a time of type ${time.type}`));
      for (const each of constants)
        if (!timeTypes.includes(each.type))
          raise(problems.unsupported(name, each.span, `a constant of type ${each.type}`));
      const times = definition.times?.(time.name) ?? [time.name];
      const columns = dimensions.map((column) => ({ name: column.name, type: column.type }));
      return {
        columns: [...times.map((each) => ({ name: each, type: time.type })), ...columns, ...metrics],
        given: { id: id.name, time: time.name, constants, dimensions: dimensions.map((each) => each.name) },
      };
    },
    *run(given, input, execution, columns) {
      const { appearances, groups } = appearancesOf(name, given, input, execution);
      const constants = given.constants.map((each) => {
        const value = execution.constant(each);
        return value === null
          ? raise(problems.badArgument(name, 'constants that are not null', each.span))
          : BigInt(value as bigint);
      });
      const rows = [...definition.run(appearances, constants)];
      const keys = groups.keyColumns();
      const known = rows.filter((row) => !isInDoubt(row));
      if (known.length > 0) yield batchOf(known, keys, columns);
      for (const row of rows.filter(isInDoubt)) yield batchOf([row], keys, columns);
    },
  });
}

function isInDoubt({ metrics }: ActivityRow): boolean {
  return metrics.some((metric) => typeof metric === 'function');
}

/** Rows as a batch: times, then dimensions, then metrics; one that is not known is raised when its column is read. */
function batchOf(rows: readonly ActivityRow[], keys: readonly Column[], columns: readonly ColumnDeclaration[]): Batch {
  const times = rows[0].times.length;
  const of = Int32Array.from(rows, ({ group }) => group);
  return lazyBatch(rows.length, columns.length, (at) => {
    const { type } = columns[at];
    if (at >= times && at < times + keys.length) return gather(keys[at - times], of);
    const values = rows.map((row) => (at < times ? row.times[at] : known(row.metrics[at - times - keys.length])));
    return columnOf(type, type === 'int' ? values.map(Number) : values);
  });
}

function known(metric: Metric): Value {
  return typeof metric === 'function' ? metric() : metric;
}

function appearancesOf(name: string, given: Given, input: Plan, execution: Execution) {
  const rows = execution.collect(input);
  const columns = [given.id, given.time, ...given.dimensions].map((column) =>
    input.columns.findIndex((each) => each.name === column),
  );
  const typesOf = (at: readonly number[]) => at.map((each) => input.columns[each].type);
  const ids = new GroupIndex(typesOf(columns.slice(0, 1))).assign([rows.columns[columns[0]]], rows.length);
  const groups = new GroupIndex(typesOf(columns.slice(2)));
  const of = groups.assign(
    columns.slice(2).map((at) => rows.columns[at]),
    rows.length,
  );
  const [idAt, timeAt] = columns.slice(0, 2).map((at) => valueReader(rows.columns[at]));
  const appearances = Array.from({ length: rows.length }, (_, row): Appearance => {
    const time = timeAt(row);
    if (time === null || idAt(row) === null) return raise(problems.unsupported(name, undefined, 'a null id or time'));
    return { id: ids[row], group: of[row], time: BigInt(time as bigint | number) };
  });
  return { appearances, groups };
}

/** Windows of one size from a start to an end, which counts in. */
export class Windows {
  readonly count: number;

  constructor(
    private readonly construct: string,
    private readonly start: bigint,
    private readonly end: bigint,
    readonly size: bigint,
  ) {
    if (size <= 0n || end < start)
      raise(problems.badArgument(construct, 'a start before its end, and a size above zero'));
    const count = (end - start) / size + 1n;
    if (count > mostWindows) raise(problems.limitReached('windows', mostWindows));
    this.count = Number(count);
  }

  /** The window of a time; below 0 before the start. What lies behind the end and in its window is refused. */
  of(time: bigint): number {
    const distance = time - this.start;
    const at = Number(distance / this.size) - (distance < 0n && distance % this.size !== 0n ? 1 : 0);
    if (time > this.end && at < this.count)
      raise(problems.unsupported(this.construct, undefined, 'rows behind the end and in its window'));
    return at;
  }

  timeOf(window: number): bigint {
    return this.start + BigInt(window) * this.size;
  }

  /** The appearances by group and window. */
  grouped(appearances: readonly Appearance[]): Appearance[][][] {
    const groups: Appearance[][][] = [];
    for (const each of appearances) {
      const window = this.of(each.time);
      if (window < 0 || window >= this.count) continue;
      groups[each.group] ??= Array.from({ length: this.count }, () => []);
      groups[each.group][window].push(each);
    }
    return groups;
  }

  /** The same, where nobody knows whether a window that has no appearance has a row: it is refused. */
  filled(appearances: readonly Appearance[], gap = 'a window without rows'): Appearance[][][] {
    const groups = this.grouped(appearances);
    if (groups.some((windows) => windows.some((window) => window.length === 0)))
      raise(problems.unsupported(this.construct, undefined, gap));
    return groups;
  }
}

/** The different ids among appearances. */
export function idsOf(appearances: readonly Appearance[]): Set<number> {
  return new Set(appearances.map(({ id }) => id));
}
