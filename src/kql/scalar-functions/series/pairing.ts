import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { readSeries, type Series } from './series.js';

/** A series, or a number that stands in every place. */
export type Operand = Series | number | bigint;
type Pairing = (left: Operand, right: Operand) => Json;

/** Declares a function of two series, one of which may be a number that stands in every place. */
export function pairFunction(name: string, summary: string, pairing: Pairing): ScalarFunction {
  const both = (left: Operand | null, right: Operand | null) =>
    left === null || right === null ? null : pairing(left, right);
  const exact = { exact: true } as const;
  return scalarFunction(`series_${name}`, {
    summary: `${summary}; null where either is no number or one series has ended.`,
    overloads: [
      overload(['dynamic', 'dynamic'], 'dynamic', (a, b) => both(readSeries(a), readSeries(b)), exact),
      overload(['dynamic', 'long'], 'dynamic', (a, b) => both(readSeries(a), b), exact),
      overload(['dynamic', 'real'], 'dynamic', (a, b) => both(readSeries(a), b), exact),
      overload(['long', 'dynamic'], 'dynamic', (a, b) => both(a, readSeries(b)), exact),
      overload(['real', 'dynamic'], 'dynamic', (a, b) => both(a, readSeries(b)), exact),
    ],
  });
}

/** Calls a function for the numbers that stand in the same place. */
export function eachPair<T>(
  left: Operand,
  right: Operand,
  of: (left: number | bigint, right: number | bigint) => T,
): (T | null)[] {
  const length = Math.max(...[left, right].map((each) => (typeof each === 'object' ? each.values.length : 0)));
  return Array.from({ length }, (_, i) => {
    const a = typeof left === 'object' ? left.values[i] : left;
    const b = typeof right === 'object' ? right.values[i] : right;
    return a === null || b === null || a === undefined || b === undefined ? null : of(a, b);
  });
}
