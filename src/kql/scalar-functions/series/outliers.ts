import { badArgument, raise, unsupported } from '../../problems.js';

/** Which part of the values counts as normal, and the factor that gives its scores the measure of Tukey's test. */
export interface Fences {
  readonly low: number;
  readonly high: number;
  readonly factor: number;
}

const quartiles: Fences = { low: 25, high: 75, factor: 1 };
/** The engine's factor, to the digits that its published scores give. */
const deciles: Fences = { low: 10, high: 90, factor: 2.772605605507916 };

/** The fences of a kind of test, and of percentiles where the query gives them. */
export function fencesOf(name: string, kind: string, low?: number, high?: number): Fences {
  if (kind === 'tukey') return quartiles;
  if (kind !== 'ctukey') raise(badArgument(name, "'tukey' or 'ctukey'"));
  const wanted = { low: low ?? deciles.low, high: high ?? deciles.high };
  const known = [deciles, quartiles].find((each) => each.low === wanted.low && each.high === wanted.high);
  return known ?? raise(unsupported(name, undefined, 'percentiles but 10 and 90, or 25 and 75'));
}

/**
 * How far each value lies outside the fences: 0 within, and for null; `learn` are the values that the fences come from, `scale` the size of
 * the numbers that they were computed from.
 */
export function outlierScores(
  values: readonly (number | null)[],
  learn: readonly (number | null)[],
  { low, high, factor }: Fences,
  scale: number,
  name: string,
): number[] {
  const sorted = learn.filter((each) => each !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return values.map(() => 0);
  const bottom = percentile(sorted, low);
  const top = percentile(sorted, high);
  return values.map((each) => {
    if (each === null || (each >= bottom && each <= top)) return 0;
    if (top - bottom <= 1e-9 * scale)
      raise(unsupported(name, undefined, 'scores of a series that is constant but for its outliers'));
    return ((each - (each > top ? top : bottom)) / (top - bottom)) * factor;
  });
}

/** A percentile of sorted values; between two of them in proportion. */
function percentile(sorted: readonly number[], percent: number): number {
  const at = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/** The size of the largest number. */
export function sizeOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((largest, each) => Math.max(largest, Math.abs(each ?? 0)), 0);
}
