import { raise, unsupported } from '../../problems.js';
import { fitLine, heightAt, meanOf } from './line.js';

/*
 * The engine finds a period by autocorrelation; its exact score is not published. What is known of it: a period has at least 4 places,
 * stands between the smaller and the larger estimate of the autocorrelation, and a series of two cycles is too short. So a period is found or
 * ruled out where both estimates agree, and otherwise we refuse.
 */

const shortest = 4;

interface Candidate {
  readonly period: number;
  readonly low: number;
  readonly high: number;
}

/** The period of a series, or 0 for none; refused where the estimates fall on both sides of the threshold. */
export function findPeriod(values: readonly number[], threshold: number, name: string): number {
  const candidates = candidatesOf(values);
  const possible = candidates.filter((each) => each.high >= threshold);
  if (possible.length === 0) return 0;
  const best = possible.reduce((a, b) => (b.high > a.high ? b : a));
  const first = possible.find((each) => best.period % each.period === 0 && each.low >= best.low) ?? best;
  const rivals = candidates.filter((each) => each.period % first.period !== 0 && each.high > first.low);
  if (first.low < threshold || rivals.length > 0)
    raise(unsupported(name, undefined, 'a period that is neither clear nor clearly absent; give the period or 0'));
  return first.period;
}

/** The lags at which the autocorrelation peaks, of the series as it is or without its trend. */
function candidatesOf(values: readonly number[]): Candidate[] {
  const forms = [centred(values), withoutTrend(values)].filter((each) => each.some((value) => Math.abs(value) > 1e-9));
  const found: Candidate[] = [];
  for (let period = shortest; period < values.length / 2; period++) {
    const [before, here, after] = [-1, 0, 1].map((step) => forms.map((each) => correlation(each, period + step)));
    const peaks = here.some((each, i) => each.high > before[i].high && each.high > after[i].high);
    if (peaks)
      found.push({
        period,
        low: Math.min(...here.map((each) => each.low)),
        high: Math.max(...here.map((each) => each.high)),
      });
  }
  return found;
}

/** Two estimates of the autocorrelation at a lag: over the whole series, and over what overlaps. */
function correlation(centredValues: readonly number[], lag: number): { low: number; high: number } {
  const n = centredValues.length;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    squares += centredValues[i] ** 2;
    if (i + lag < n) products += centredValues[i] * centredValues[i + lag];
  }
  return { low: products / squares, high: (products / squares) * (n / (n - lag)) };
}

function centred(values: readonly number[]): number[] {
  const mean = meanOf(values);
  return values.map((each) => each - mean);
}

function withoutTrend(values: readonly number[]): number[] {
  if (values.length < 2) return [];
  const line = fitLine(values, '');
  return values.map((each, i) => each - heightAt(line, i));
}
