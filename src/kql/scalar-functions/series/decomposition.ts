import { badArgument, raise, unsupported } from '../../problems.js';
import { fitLine, heightAt, meanOf } from './line.js';
import { seasonalComponent } from './seasonal-component.js';
import { findPeriod } from './seasonality.js';

export interface DecompositionOptions {
  /** -1: find one; 0: none. */
  readonly period?: bigint;
  readonly trend?: string;
  /** How many elements at the end are predicted, not learnt from. */
  readonly testPoints?: bigint;
  readonly threshold?: number;
}

export interface Decomposition {
  readonly baseline: readonly number[];
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly residual: readonly number[];
}

/** Takes a series apart: what repeats, the trend of the rest, and what remains. */
export function decompose(values: readonly number[], options: DecompositionOptions, name: string): Decomposition {
  const { period = -1n, trend = 'avg', testPoints = 0n, threshold = 0.6 } = options;
  const learnt = values.length - Number(testPoints);
  if (testPoints < 0n || learnt < 1) raise(badArgument(name, 'fewer test points than the series has elements'));
  if (period < -1n) raise(unsupported(name, undefined, 'a negative period'));
  const learn = values.slice(0, learnt);
  const found = period === -1n ? findPeriod(learn, threshold, name) : Number(period);
  const seasonal = found === 0 ? values.map(() => 0) : seasonalComponent(learn, found, values.length, name);
  const rest = learn.map((each, i) => each - seasonal[i]);
  const trendSeries = trendOf(rest, values.length, trend, name);
  const baseline = seasonal.map((each, i) => each + trendSeries[i]);
  return { baseline, seasonal, trend: trendSeries, residual: values.map((each, i) => each - baseline[i]) };
}

function trendOf(values: readonly number[], length: number, kind: string, name: string): number[] {
  switch (kind) {
    case 'avg':
      return new Array<number>(length).fill(meanOf(values));
    case 'linefit': {
      const line = fitLine(values, name);
      return Array.from({ length }, (_, i) => heightAt(line, i));
    }
    case 'none':
      return new Array<number>(length).fill(0);
    default:
      return raise(badArgument(name, "'avg', 'linefit' or 'none'"));
  }
}

/** The parts in the order of the result columns. */
export const parts = ['baseline', 'seasonal', 'trend', 'residual'] as const;

export const decompositionGap =
  'Finding a period that is neither clear nor clearly absent; a series that holds what is no number.';
