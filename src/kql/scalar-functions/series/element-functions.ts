import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { readReals, readSeries, realsJson, seriesJson } from './series.js';

/** A function of each element that gives reals. */
const real = (name: string, what: string, of: (value: number) => number): ScalarFunction =>
  scalarFunction(`series_${name}`, {
    summary: `${what} of each element; null for what is no number.`,
    overloads: [
      overload(['dynamic'], 'dynamic', (array) => {
        const values = readReals(array);
        return values === null ? null : realsJson(values.map((each) => (each === null ? null : of(each))));
      }),
    ],
  });

/** A function of each element that keeps whole numbers whole. */
const kept = (name: string, what: string, of: (value: number) => number, ofLong: (value: bigint) => bigint) =>
  scalarFunction(`series_${name}`, {
    summary: `${what} of each element; null for what is no number.`,
    overloads: [
      overload(['dynamic'], 'dynamic', (array) => {
        const series = readSeries(array);
        if (series === null) return null;
        const values = series.values.map((each) =>
          each === null ? null : typeof each === 'bigint' ? ofLong(each) : of(each),
        );
        return seriesJson({ ...series, values });
      }),
    ],
  });

const same = (value: bigint) => value;

/**
 * The functions of each element of one series.
 * @see https://learn.microsoft.com/kusto/query/scalar-functions#series-element-wise-functions
 */
export const elementFunctions: readonly ScalarFunction[] = [
  kept('abs', 'The absolute value', Math.abs, (value) => (value < 0n ? -value : value)),
  kept('ceiling', 'The smallest whole number not below', Math.ceil, same),
  kept('floor', 'The largest whole number not above', Math.floor, same),
  kept('sign', 'The sign', Math.sign, (value) => (value < 0n ? -1n : 1n)),
  real('acos', 'The inverse cosine', Math.acos),
  real('asin', 'The inverse sine', Math.asin),
  real('atan', 'The inverse tangent', Math.atan),
  real('cos', 'The cosine', Math.cos),
  real('exp', 'e to the power', Math.exp),
  real('log', 'The natural logarithm', Math.log),
  real('sin', 'The sine', Math.sin),
  real('tan', 'The tangent', Math.tan),
];
