import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { fitLine, heightAt, quality } from './line.js';
import { readFull, realJson, realsJson } from './series.js';

function fitOf(array: Json, name: string) {
  const values = readFull(array, name);
  if (values === null) return null;
  const line = fitLine(values, name);
  const fit = values.map((_, i) => heightAt(line, i));
  const { rsquare, variance, rvariance } = quality(values, fit, name);
  return { rsquare, slope: line.slope, variance, rvariance, interception: line.interception, line_fit: fit };
}

const names = ['rsquare', 'slope', 'variance', 'rvariance', 'interception', 'line_fit'] as const;
const gap = 'A series that is constant, has fewer than two elements, or holds what is no number.';

/** @see https://learn.microsoft.com/kusto/query/series-fit-line-function */
const seriesFitLine = scalarFunction('series_fit_line', {
  summary: 'The straight line nearest to a series, and how well it fits, as columns.',
  gap,
  outputs: ({ columns: [column] }) =>
    names.map((name) => ({
      name: `series_fit_line_${column}_${name}`,
      type: name === 'line_fit' ? 'dynamic' : 'real',
    })),
  overloads: [
    overload(['dynamic'], 'dynamic', (array) => {
      const fit = fitOf(array, 'series_fit_line');
      return fit && names.map((name) => (name === 'line_fit' ? realsJson(fit.line_fit) : fit[name]));
    }),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/series-fit-line-dynamic-function */
const seriesFitLineDynamic = scalarFunction('series_fit_line_dynamic', {
  summary: 'The straight line nearest to a series, and how well it fits, in a property bag.',
  gap,
  overloads: [
    overload(['dynamic'], 'dynamic', (array) => {
      const fit = fitOf(array, 'series_fit_line_dynamic');
      if (fit === null) return null;
      return Object.fromEntries(
        names.map((name) => [name, name === 'line_fit' ? realsJson(fit.line_fit) : realJson(fit[name])]),
      );
    }),
  ],
});

/** The functions that fit a line. */
export const fitLineFunctions: readonly ScalarFunction[] = [seriesFitLine, seriesFitLineDynamic];
