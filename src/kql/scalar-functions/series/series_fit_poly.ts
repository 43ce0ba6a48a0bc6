import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { quality } from './line.js';
import { readFull, realsJson } from './series.js';

const name = 'series_fit_poly';

/** @see https://learn.microsoft.com/kusto/query/series-fit-poly-function */
export default scalarFunction(name, {
  summary: 'The polynomial nearest to a series, and how well it fits, as columns.',
  gap: 'A series that is constant, too short for the degree, or holds what is no number.',
  outputs: ({ columns: [column] }) =>
    (['rsquare', 'coefficients', 'variance', 'rvariance', 'poly_fit'] as const).map((part) => ({
      name: `${name}_${column}_${part}`,
      type: part === 'coefficients' || part === 'poly_fit' ? 'dynamic' : 'real',
    })),
  overloads: [
    overload(['dynamic', 'dynamic?', 'long?'], 'dynamic', (yArray, xArray, wanted): Json => {
      const y = readFull(yArray, name);
      const x = xArray === undefined ? y?.map((_, i) => i + 1) : readFull(xArray, name);
      if (y === null || x === null || x === undefined) return null;
      const degree = Number(wanted ?? 1n);
      if (x.length !== y.length || degree < 1 || y.length <= degree)
        raise(unsupported(name, undefined, 'series of different lengths, or too short for the degree'));
      const coefficients = fitPolynomial(x, y, degree);
      const fit = x.map((each) => coefficients.reduceRight((sum, coefficient) => sum * each + coefficient, 0));
      const { rsquare, variance, rvariance } = quality(y, fit, name);
      return [rsquare, realsJson(coefficients.reverse()), variance, rvariance, realsJson(fit)];
    }),
  ],
});

/** Least squares by Householder reflections; the constant comes first. */
function fitPolynomial(x: readonly number[], y: readonly number[], degree: number): number[] {
  const rows = x.map((each, i) => [...Array.from({ length: degree + 1 }, (_, power) => each ** power), y[i]]);
  for (let k = 0; k <= degree; k++) {
    const norm = Math.hypot(...rows.slice(k).map((row) => row[k]));
    const head = rows[k][k] > 0 ? -norm : norm;
    const normal = rows.slice(k).map((row, i) => (i === 0 ? row[k] - head : row[k]));
    const square = normal.reduce((sum, each) => sum + each * each, 0);
    if (square === 0) raise(unsupported(name, undefined, 'too few different places for the degree'));
    for (let column = k; column <= degree + 1; column++) {
      const share = (2 * normal.reduce((sum, each, i) => sum + each * rows[k + i][column], 0)) / square;
      for (let i = 0; i < normal.length; i++) rows[k + i][column] -= share * normal[i];
    }
  }
  const coefficients = new Array<number>(degree + 1).fill(0);
  for (let k = degree; k >= 0; k--) {
    let rest = rows[k][degree + 1];
    for (let power = k + 1; power <= degree; power++) rest -= rows[k][power] * coefficients[power];
    coefficients[k] = rest / rows[k][k];
  }
  return coefficients;
}
