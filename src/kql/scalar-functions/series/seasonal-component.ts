import { raise, unsupported } from '../../problems.js';

/** The median of the values at each place of a period, over and over for `length` elements. */
export function seasonalComponent(learn: readonly number[], period: number, length: number, name: string): number[] {
  if (learn.length < Math.min(period, length)) raise(unsupported(name, undefined, 'a period longer than the series'));
  const phases = Array.from({ length: Math.min(period, length) }, (_, phase) =>
    median(learn.filter((_value, i) => i % period === phase)),
  );
  return Array.from({ length }, (_, i) => phases[i % period]);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
