import type { Decimal } from 'decimal.js';
import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { KustoDecimal } from '../types/convert.js';
import type { Value } from '../types/value.js';
import { groupMeans } from './group-sums.js';

const exact = { exact: true } as const;

interface Mean<Sum> {
  sum: Sum;
  count: number;
}

const mean = <Sum>(zero: Sum, plus: (a: Sum, b: Sum) => Sum, finish: (state: Mean<Sum>) => Value | number) => ({
  start: (): Mean<Sum> => ({ sum: zero, count: 0 }),
  add(state: Mean<Sum>, value: Sum) {
    state.sum = plus(state.sum, value);
    state.count++;
    return state;
  },
  merge: (a: Mean<Sum>, b: Mean<Sum>) => ({ sum: plus(a.sum, b.sum), count: a.count + b.count }),
  finish,
});
const wrapping = (a: bigint, b: bigint) => BigInt.asIntN(64, a + b);
const ticks = ({ sum, count }: Mean<bigint>) => (count === 0 ? null : sum / BigInt(count));
const longMean = mean(0n, wrapping, ({ sum, count }) => Number(sum) / count);
const realMean = mean(
  0,
  (a: number, b: number) => a + b,
  ({ sum, count }) => sum / count,
);
const decimalMean = mean<Decimal>(
  new KustoDecimal(0),
  (a, b) => a.plus(b),
  ({ sum, count }) => (count === 0 ? null : sum.dividedBy(count)),
);

/** NaN of no numbers; of longs from their sum, which wraps. @see https://learn.microsoft.com/kusto/query/avg-aggregation-function */
export default aggregate('avg', {
  summary: 'The mean of the values that are not null.',
  conditional: 'avgif',
  overloads: [
    aggregateOverload(['long'], 'real', () => longMean, { ...exact, grouped: () => groupMeans('long') }),
    aggregateOverload(['real'], 'real', () => realMean, { ...exact, grouped: () => groupMeans('real') }),
    aggregateOverload(['decimal'], 'decimal', () => decimalMean, exact),
    aggregateOverload(['timespan'], 'timespan', () => mean(0n, wrapping, ticks), {
      ...exact,
      grouped: () => groupMeans('timespan'),
    }),
    aggregateOverload(['datetime'], 'datetime', () => mean(0n, (a: bigint, b: bigint) => a + b, ticks), exact),
  ],
});
