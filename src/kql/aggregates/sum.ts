import type { Decimal } from 'decimal.js';
import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { raise, unsupported } from '../problems.js';
import { KustoDecimal } from '../types/convert.js';
import { maxDatetime, minDatetime } from '../types/ticks.js';
import { groupSums } from './group-sums.js';

const exact = { exact: true } as const;

const plusWrapping = (a: bigint, b: bigint) => BigInt.asIntN(64, a + b);
const wholeSum = { start: () => 0n, add: plusWrapping, merge: plusWrapping, finish: (sum: bigint) => sum };
const plus = (a: number, b: number) => a + b;
const realSum = { start: () => 0, add: plus, merge: plus, finish: (sum: number) => sum };
const plusDecimal = (a: Decimal, b: Decimal) => a.plus(b);
const decimalSum = {
  start: (): Decimal => new KustoDecimal(0),
  add: plusDecimal,
  merge: plusDecimal,
  finish: (sum: Decimal) => sum,
};
const plusExactly = (a: bigint, b: bigint) => a + b;
const datetimeSum = {
  start: () => 0n,
  add: plusExactly,
  merge: plusExactly,
  finish: (sum: bigint) =>
    sum > maxDatetime || sum < minDatetime
      ? raise(unsupported('sum', undefined, 'datetimes beyond the year 9999'))
      : sum,
};

/** Whole sums wrap at 64 bits; of nothing the sum is 0. @see https://learn.microsoft.com/kusto/query/sum-aggregation-function */
export default aggregate('sum', {
  summary: 'Adds values up.',
  conditional: 'sumif',
  gap: 'datetimes whose sum lies beyond the year 9999',
  overloads: [
    aggregateOverload(['long'], 'long', () => wholeSum, { ...exact, grouped: () => groupSums('long') }),
    aggregateOverload(['real'], 'real', () => realSum, { ...exact, grouped: () => groupSums('real') }),
    aggregateOverload(['decimal'], 'decimal', () => decimalSum, exact),
    aggregateOverload(['timespan'], 'timespan', () => wholeSum, { ...exact, grouped: () => groupSums('timespan') }),
    aggregateOverload(['datetime'], 'datetime', () => datetimeSum, exact),
  ],
});
