import { raise, unsupported } from '../../problems.js';

/** The straight line nearest to a series whose places count from 1. */
export interface Line {
  readonly slope: number;
  readonly interception: number;
}

/** Fits a line by least squares; the series has at least two elements. */
export function fitLine(values: readonly number[], name: string): Line {
  if (values.length < 2) raise(unsupported(name, undefined, 'a line through fewer than two points'));
  const middle = (values.length + 1) / 2;
  const mean = meanOf(values);
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    products += (i + 1 - middle) * (values[i] - mean);
    squares += (i + 1 - middle) ** 2;
  }
  const slope = products / squares;
  return { slope, interception: mean - slope * middle };
}

/** The height of a line over a place of the series, counted from 0. */
export function heightAt({ slope, interception }: Line, index: number): number {
  return slope * (index + 1) + interception;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** How well a fit meets a series. */
export function quality(values: readonly number[], fit: readonly number[], name: string) {
  if (values.every((each) => each === values[0]))
    raise(unsupported(name, undefined, 'how well a line fits a constant series'));
  const mean = meanOf(values);
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  const rvariance = values.reduce((sum, each, i) => sum + (each - fit[i]) ** 2, 0) / (values.length - 1);
  return { rsquare: 1 - rvariance / variance, variance, rvariance };
}
