import type { Execution } from '../plan/execution.js';
import type { PlanOf } from '../plan/nodes.js';
import type { PlanRunner } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnOf, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { GroupIndex } from '../types/groups.js';
import type { Json, Value } from '../types/value.js';

/** How many values a series may have. */
const maxLength = 2 ** 20;

/** A place on the axis: times and longs are bigints, reals numbers. */
type Place = bigint | number;

/** The bins of one key by their number; each holds a value for each series. */
type Bins = ReadonlyMap<number, readonly Value[]>;

/** Lays the bins of each key out along the axis and fills what is missing. */
export const runMakeSeries: PlanRunner<'make-series'> = function* (plan, execution) {
  const axis = new Axis(plan, execution);
  const keys = new GroupIndex(plan.input.columns.slice(0, plan.by).map(({ type }) => type));
  const groups: Map<number, Value[]>[] = [];
  for (const batch of execution.run(plan.input)) {
    const ids = keys.assign(batch.columns.slice(0, plan.by), batch.length);
    while (groups.length < keys.size) groups.push(new Map());
    const [start, ...values] = batch.columns.slice(plan.by).map(valueReader);
    for (let row = 0; row < batch.length; row++) {
      const bin = axis.binOf(start(row) as Place | null);
      if (bin !== null)
        groups[ids[row]].set(
          bin,
          axis.withoutLast(
            bin,
            values.map((read) => read(row)),
          ),
        );
    }
  }
  const withData = groups.flatMap((bins, key) => (bins.size === 0 ? [] : [{ bins, key }]));
  const defaults = plan.defaults.map((each) => execution.constant(each));
  const rows = withData.map(({ bins }) => arraysOf(plan, bins, axis, defaults, execution));
  if (rows.length === 0 && plan.nonempty) {
    if (plan.by > 0 || plan.from === null || plan.to === null)
      raise(problems.unsupported('make-series kind=nonempty of nothing, with keys or without bounds', plan.span));
    rows.push(arraysOf(plan, new Map(), axis, defaults, execution));
  }
  if (rows.length === 0) return;
  const keyOf = keys.keyColumns().map(valueReader);
  yield {
    length: rows.length,
    columns: plan.columns.map(({ type }, at) =>
      columnOf(
        type,
        rows.map((arrays, row) => (at < plan.by ? keyOf[at](withData[row].key) : arrays[at - plan.by])),
      ),
    ),
  };
};

/** The series of one key and their axis, as arrays. */
function arraysOf(
  plan: PlanOf<'make-series'>,
  bins: Bins,
  axis: Axis,
  defaults: readonly Value[],
  execution: Execution,
): Json[] {
  const first = plan.from === null ? Math.min(...bins.keys()) : 0;
  const length = (axis.end ?? Math.max(...bins.keys()) + 1) - first;
  if (length > maxLength) raise(problems.limitReached('values in a series', maxLength));
  execution.spend(length);
  const numbers = Array.from({ length }, (_, i) => first + i);
  const types = plan.defaults.map(({ type }) => type);
  const series = types.map((type, i) =>
    numbers.map((bin) => {
      const found = bins.get(bin);
      return convertValue(found === undefined ? defaults[i] : found[i], type, 'dynamic') as Json;
    }),
  );
  return [...series, numbers.map((bin) => convertValue(axis.placeOf(bin), plan.axis, 'dynamic') as Json)];
}

/** The axis with its bounds known; bins are numbered from its start, or from zero where it has none. */
class Axis {
  /** The number behind the last bin; null for an axis that ends with the data. */
  readonly end: number | null;
  private readonly start: Place;
  private readonly step: Place;
  private readonly stop: Place | null;

  constructor(
    private readonly plan: PlanOf<'make-series'>,
    execution: Execution,
  ) {
    const [start, stop, step] = [plan.from, plan.to, plan.step].map((each) =>
      each === null
        ? null
        : ((execution.constant(each) as Place | null) ?? raise(this.bad('bounds that are not null'))),
    );
    if (step === null || !(step > 0)) raise(this.bad('a step above zero'));
    this.step = step as Place;
    this.start = start ?? (typeof this.step === 'bigint' ? 0n : 0);
    this.stop = stop;
    this.end = stop === null ? null : this.lengthTo(stop);
    if (plan.inclusive && this.quotient(this.start).rest)
      raise(problems.unsupported('make-series in range(...) whose start is no multiple of the step', plan.span));
  }

  /** The number of the bin that starts there. */
  binOf(offset: Place | null): number | null {
    const bin = offset === null ? null : this.quotient(offset).nearest;
    return bin === null || Number.isNaN(bin) || (this.end !== null && bin >= this.end) ? null : bin;
  }

  placeOf(bin: number): Place {
    return typeof this.start === 'bigint'
      ? this.start + BigInt(bin) * (this.step as bigint)
      : this.start + bin * (this.step as number);
  }

  /** The values of a bin without the last place with data, which an inclusive range carries behind them. */
  withoutLast(bin: number, values: Value[]): Value[] {
    if (!this.plan.inclusive) return values;
    const last = values.pop() as Place;
    if (this.end !== null && bin === this.end - 1 && this.stop !== null && last > this.stop)
      raise(problems.unsupported('make-series in range(...) with rows behind its end', this.plan.span));
    return values;
  }

  private lengthTo(stop: Place): number {
    const { whole, rest } = this.quotient(
      typeof stop === 'bigint' ? stop - (this.start as bigint) : stop - (this.start as number),
    );
    return Math.max(0, this.plan.inclusive || rest ? whole + 1 : whole);
  }

  private quotient(place: Place): { readonly whole: number; readonly nearest: number; readonly rest: boolean } {
    if (typeof place === 'bigint') {
      const step = this.step as bigint;
      const rest = place % step;
      const whole = Number(place / step) - (rest < 0n ? 1 : 0);
      return { whole, nearest: whole, rest: rest !== 0n };
    }
    const ratio = place / (this.step as number);
    return { whole: Math.floor(ratio), nearest: Math.round(ratio), rest: !Number.isInteger(ratio) };
  }

  private bad(expected: string) {
    return problems.badArgument('make-series', expected, this.plan.span);
  }
}
