import type { Bound } from '../plan/nodes.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import {
  addWeighted,
  digestOf,
  digestType,
  percentileOf,
  type Weighted,
} from '../scalar-functions/aggregate-states/digest.js';
import { columnOf, gather, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { GroupIndex } from '../types/groups.js';
import type { Value } from '../types/value.js';
import { plugin } from './plugin.js';

interface Given {
  readonly value: string;
  readonly index: string;
  readonly dimensions: readonly string[];
  readonly percentile: number;
  readonly size: Bound;
  /** How many bins a window has. */
  readonly window: number;
}

/** @see https://learn.microsoft.com/kusto/query/rolling-percentile-plugin */
export default plugin<Given>('rolling_percentile', {
  summary: 'A percentile, by nearest rank, of the values in each bin of time and some bins before it.',
  gap: 'bins without rows, an index that is no datetime, timespan or long, decimal and int values',
  bind(call) {
    call.expect(5, Number.POSITIVE_INFINITY);
    const value = call.column(call.required(0));
    const index = call.column(call.required(2));
    const percentile = call.constant(call.required(1));
    const bins = call.literal(call.required(4), 'long');
    const dimensions = call.positional.slice(5).map((each) => call.column(each));
    if (digestType(value.type) !== value.type)
      raise(problems.unsupported(call.name, value.span, `values of type ${value.type}`));
    if (!['datetime', 'timespan', 'long'].includes(index.type))
      raise(problems.unsupported(call.name, index.span, `an index of type ${index.type}`));
    if (percentile.is !== 'literal' || !['long', 'int', 'real'].includes(percentile.type))
      return raise(problems.notConstant(call.name, percentile.span));
    const name = `rolling_${bins}_percentile_${value.name}_${percentile.value}`;
    const keys = [index, ...dimensions].map((column) => ({ name: column.name, type: column.type }));
    return {
      columns: [...keys, { name, type: value.type }],
      given: {
        value: value.name,
        index: index.name,
        dimensions: dimensions.map((each) => each.name),
        percentile: Number(percentile.value),
        size: call.constant(call.required(3)),
        window: Number(bins),
      },
    };
  },
  *run({ value, index, dimensions, percentile, size, window }, input, execution, columns) {
    const rows = execution.collect(input);
    const place = (name: string) => input.columns.findIndex((column) => column.name === name);
    const [values, times] = [value, index].map((name) => valueReader(rows.columns[place(name)]));
    const { type } = columns[columns.length - 1];
    const groups = new GroupIndex(dimensions.map((name) => input.columns[place(name)].type));
    const of = groups.assign(
      dimensions.map((name) => rows.columns[place(name)]),
      rows.length,
    );
    const width = convertValue(execution.constant(size), size.type, 'long') as bigint | null;
    if (width === null || width <= 0n)
      return raise(problems.badArgument('rolling_percentile', 'a bin size above zero'));
    const found: Map<bigint, Value[]>[] = Array.from({ length: groups.size }, () => new Map());
    let last: bigint | undefined;
    for (let row = 0; row < rows.length; row++) {
      const time = times(row) as bigint | null;
      if (time === null || values(row) === null)
        return raise(problems.unsupported('rolling_percentile', undefined, 'nulls'));
      const bin = time - (((time % width) + width) % width);
      if (last === undefined || bin > last) last = bin;
      const own = found[of[row]].get(bin);
      if (own === undefined) found[of[row]].set(bin, [values(row)]);
      else own.push(values(row));
    }
    const result: { group: number; bin: bigint; value: Value }[] = [];
    for (const [group, own] of found.entries()) {
      const bins = [...own.keys()].sort((a, b) => (a < b ? -1 : 1));
      if (bins.at(-1) !== last || bins.some((bin, i) => i > 0 && bin - bins[i - 1] !== width))
        return raise(problems.unsupported('rolling_percentile', undefined, 'bins that have no rows'));
      for (const [i, bin] of bins.entries()) {
        const weighted: Weighted = new Map();
        for (const near of bins.slice(Math.max(0, i + 1 - window), i + 1))
          for (const each of own.get(near) ?? []) addWeighted(weighted, each, 1, type);
        result.push({ group, bin, value: percentileOf(digestOf(weighted, type), percentile) });
      }
    }
    if (result.length === 0) return;
    const order = Int32Array.from(result, ({ group }) => group);
    yield {
      length: result.length,
      columns: [
        columnOf(
          columns[0].type,
          result.map(({ bin }) => bin),
        ),
        ...groups.keyColumns().map((column) => gather(column, order)),
        columnOf(
          type,
          result.map((each) => each.value),
        ),
      ],
    };
  },
});
