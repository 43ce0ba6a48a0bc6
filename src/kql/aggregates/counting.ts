import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { keyOf } from '../types/compare.js';
import type { Value } from '../types/value.js';

const counter = { start: () => 0, merge: (a: number, b: number) => a + b, finish: (count: number) => count };

/** Counts all rows, whatever an argument holds. @see https://learn.microsoft.com/kusto/query/count-aggregation-function */
export const count = aggregate('count', {
  summary: 'Counts the rows.',
  overloads: [
    aggregateOverload(['any?'], 'long', () => ({ ...counter, add: (n: number) => n + 1 }), { nulls: 'given' }),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/countif-aggregation-function */
export const countif = aggregate('countif', {
  summary: 'Counts the rows where a condition is true.',
  overloads: [
    aggregateOverload(['bool'], 'long', () => ({ ...counter, add: (n: number, is: boolean) => (is ? n + 1 : n) })),
  ],
});

const distinct = (types: readonly ('string' | unknown)[]) => ({
  start: () => new Set<unknown>(),
  add: (seen: Set<unknown>, value: Value) => seen.add(keyOf(value, types[0] as 'string')),
  merge: (a: Set<unknown>, b: Set<unknown>) => {
    for (const each of b) a.add(each);
    return a;
  },
  finish: (seen: Set<unknown>) => seen.size,
});

/** Exact, where the engine's own answer is an estimate. @see https://learn.microsoft.com/kusto/query/dcount-aggregation-function */
export const dcount = aggregate('dcount', {
  summary: 'Counts different values; exactly, whatever accuracy is asked for.',
  conditional: 'dcountif',
  overloads: [aggregateOverload(['any', 'long?'], 'long', ({ types }) => distinct(types))],
});

/** @see https://learn.microsoft.com/kusto/query/count-distinct-aggregation-function */
export const countDistinct = aggregate('count_distinct', {
  summary: 'Counts different values.',
  conditional: 'count_distinctif',
  overloads: [aggregateOverload(['any'], 'long', ({ types }) => distinct(types))],
});
