import type { Decimal } from 'decimal.js';
import { aggregate, aggregateOverload, type ParameterType } from '../plan/definitions.js';
import { compareValues } from '../types/compare.js';
import { KustoDecimal } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';

/** The library takes no dynamic here; it must be converted first. */
const exact = { exact: true } as const;

const wholeSum = {
  start: () => 0n,
  add: (a: bigint, b: bigint) => BigInt.asIntN(64, a + b),
  merge: (a: bigint, b: bigint) => BigInt.asIntN(64, a + b),
  finish: (sum: bigint) => sum,
};
const realSum = {
  start: () => 0,
  add: (a: number, b: number) => a + b,
  merge: (a: number, b: number) => a + b,
  finish: (sum: number) => sum,
};
const decimalSum = {
  start: (): Decimal => new KustoDecimal(0),
  add: (a: Decimal, b: Decimal) => a.plus(b),
  merge: (a: Decimal, b: Decimal) => a.plus(b),
  finish: (sum: Decimal) => sum,
};

/** Whole sums wrap at 64 bits. @see https://learn.microsoft.com/kusto/query/sum-aggregation-function */
export const sum = aggregate('sum', {
  summary: 'Adds values up.',
  conditional: 'sumif',
  overloads: [
    aggregateOverload(['long'], 'long', () => wholeSum, exact),
    aggregateOverload(['real'], 'real', () => realSum, exact),
    aggregateOverload(['decimal'], 'decimal', () => decimalSum, exact),
    aggregateOverload(['timespan'], 'timespan', () => wholeSum, exact),
  ],
});

interface Mean {
  sum: number;
  whole: bigint;
  count: number;
}

const mean = (finish: (state: Mean) => Value | number) => ({
  start: (): Mean => ({ sum: 0, whole: 0n, count: 0 }),
  add: (state: Mean, value: number | bigint) => {
    if (typeof value === 'bigint') state.whole = BigInt.asIntN(64, state.whole + value);
    else state.sum += value;
    state.count++;
    return state;
  },
  merge: (a: Mean, b: Mean) => ({
    sum: a.sum + b.sum,
    whole: BigInt.asIntN(64, a.whole + b.whole),
    count: a.count + b.count,
  }),
  finish,
});
const ticksMean = (state: Mean) => (state.count === 0 ? null : state.whole / BigInt(state.count));

/** NaN of nothing; of whole numbers from their wrapped sum. @see https://learn.microsoft.com/kusto/query/avg-aggregation-function */
export const avg = aggregate('avg', {
  summary: 'The mean of the values that are not null.',
  conditional: 'avgif',
  overloads: [
    aggregateOverload(['long'], 'real', () => mean((state) => Number(state.whole) / state.count), exact),
    aggregateOverload(['real'], 'real', () => mean((state) => state.sum / state.count), exact),
    aggregateOverload(['timespan'], 'timespan', () => mean(ticksMean), exact),
    aggregateOverload(['decimal'], 'decimal', () => ({
      start: (): readonly Decimal[] => [],
      add: (values: readonly Decimal[], value: Decimal) => [
        (values[0] ?? new KustoDecimal(0)).plus(value),
        (values[1] ?? new KustoDecimal(0)).plus(1),
      ],
      merge: (a: readonly Decimal[], b: readonly Decimal[]) =>
        a.length === 0 ? b : b.length === 0 ? a : [a[0].plus(b[0]), a[1].plus(b[1])],
      finish: ([total, count]: readonly Decimal[]) => (total === undefined ? null : total.dividedBy(count)),
    })),
  ],
});

function extreme(name: string, summary: string, direction: 1 | -1) {
  const better = (type: ScalarType) => (a: Value, b: Value) =>
    a === null ? b : b === null ? a : compareValues(b, a, type) === direction ? b : a;
  const of = (type: ParameterType & ScalarType) =>
    aggregateOverload(
      [type] as const,
      type,
      () => ({ start: (): Value => null, add: better(type), merge: better(type), finish: (best: Value) => best }),
      exact,
    );
  return aggregate(name, {
    summary,
    conditional: `${name}if`,
    overloads: [
      of('int'),
      of('long'),
      of('real'),
      of('decimal'),
      of('datetime'),
      of('timespan'),
      of('string'),
      of('bool'),
    ],
  });
}

/** @see https://learn.microsoft.com/kusto/query/min-aggregation-function */
export const min = extreme('min', 'The least value.', -1);
/** @see https://learn.microsoft.com/kusto/query/max-aggregation-function */
export const max = extreme('max', 'The greatest value.', 1);

interface Moments {
  readonly values: number[];
}

/** Spread around the mean; `population` divides by all values. */
function spread(
  name: string,
  summary: string,
  conditional: string | undefined,
  population: boolean,
  finish: (variance: number) => number,
) {
  return aggregate(name, {
    summary,
    ...(conditional && { conditional }),
    overloads: [
      aggregateOverload(['real'], 'real', () => ({
        start: (): Moments => ({ values: [] }),
        add: (state: Moments, value: number) => {
          state.values.push(value);
          return state;
        },
        merge: (a: Moments, b: Moments) => ({ values: [...a.values, ...b.values] }),
        finish: ({ values }: Moments) => {
          const count = population ? values.length : values.length - 1;
          if (count < 1) return 0;
          const center = values.reduce((total, each) => total + each, 0) / values.length;
          return finish(values.reduce((total, each) => total + (each - center) ** 2, 0) / count);
        },
      })),
    ],
  });
}

/** The engine rounds a variance to ten decimals, and takes the deviation from what is rounded. */
const tenDecimals = (value: number) => (Number.isFinite(value) ? Number(value.toFixed(10)) : value);
const deviation = (variance: number) => Math.sqrt(tenDecimals(variance));

/** @see https://learn.microsoft.com/kusto/query/stdev-aggregation-function */
export const stdev = spread('stdev', 'The standard deviation of a sample.', 'stdevif', false, deviation);
/** @see https://learn.microsoft.com/kusto/query/stdevp-aggregation-function */
export const stdevp = spread('stdevp', 'The standard deviation of a population.', undefined, true, deviation);
/** @see https://learn.microsoft.com/kusto/query/variance-aggregation-function */
export const variance = spread('variance', 'The variance of a sample.', 'varianceif', false, tenDecimals);
/** @see https://learn.microsoft.com/kusto/query/variancep-aggregation-function */
export const variancep = spread('variancep', 'The variance of a population.', 'variancepif', true, tenDecimals);
