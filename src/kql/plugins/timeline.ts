import type { Execution } from '../plan/execution.js';
import type { Bound, Plan } from '../plan/nodes.js';
import type { Plugin } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import { columnOf, gather, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
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

/** One row of the result before it has its columns: its group, its time and its metrics. */
interface ActivityRow {
  readonly group: number;
  readonly time: bigint;
  readonly metrics: readonly Value[];
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
      call.expect(2 + names.length, Number.POSITIVE_INFINITY);
      const constants = call.positional.slice(2, 2 + names.length).map((each: Expression) => call.constant(each));
      const id = call.column(call.required(0));
      const time = call.column(call.required(1));
      const dimensions = call.positional.slice(2 + names.length).map((each) => call.column(each));
      if (dimensions.length > 0 && !definition.dimensions)
        raise(problems.unsupported(name, dimensions[0].span, 'dimensions'));
      if (!timeTypes.includes(time.type)) raise(problems.unsupported(name, time.span, `a time of type ${time.type}`));
      for (const each of constants)
        if (!timeTypes.includes(each.type))
          raise(problems.unsupported(name, each.span, `a constant of type ${each.type}`));
      const columns = [time, ...dimensions].map((column) => ({ name: column.name, type: column.type }));
      return {
        columns: [...columns, ...metrics],
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
      if (rows.length === 0) return;
      const [{ type }] = columns;
      const times = rows.map(({ time }) => (type === 'int' ? Number(time) : time));
      const of = Int32Array.from(rows, ({ group }) => group);
      yield {
        length: rows.length,
        columns: [
          columnOf(type, times),
          ...groups.keyColumns().map((column) => gather(column, of)),
          ...metrics.map((metric, at) =>
            columnOf(
              metric.type,
              rows.map((row) => row.metrics[at]),
            ),
          ),
        ],
      };
    },
  });
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

  /** The appearances by group and window; a window that has none is refused, as nobody knows whether it has a row. */
  filled(appearances: readonly Appearance[]): Appearance[][][] {
    const groups: Appearance[][][] = [];
    for (const each of appearances) {
      const window = this.of(each.time);
      if (window < 0 || window >= this.count) continue;
      groups[each.group] ??= Array.from({ length: this.count }, () => []);
      groups[each.group][window].push(each);
    }
    if (groups.some((windows) => windows.some((window) => window.length === 0)))
      raise(problems.unsupported(this.construct, undefined, 'a window without rows'));
    return groups;
  }
}

/** The different ids among appearances. */
export function idsOf(appearances: readonly Appearance[]): Set<number> {
  return new Set(appearances.map(({ id }) => id));
}
