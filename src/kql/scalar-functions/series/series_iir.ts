import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { readFull, realsJson } from './series.js';

/** @see https://learn.microsoft.com/kusto/query/series-iir-function */
export default scalarFunction('series_iir', {
  summary: 'Filters a series: each element becomes a weighted sum of the input so far and of the results so far.',
  naming: 'first-argument',
  gap: 'A series that holds what is no number.',
  overloads: [
    overload(['dynamic', 'dynamic', 'dynamic'], 'dynamic', (array, numerators, denominators) => {
      const [x, b, a] = [array, numerators, denominators].map((each) => readFull(each, 'series_iir'));
      if (x === null || b === null || a === null) return null;
      if (a.length === 0 || a[0] === 0) raise(badArgument('series_iir', 'denominators that begin with a number but 0'));
      const y: number[] = [];
      for (let i = 0; i < x.length; i++) {
        let sum = 0;
        for (let j = 0; j < b.length && j <= i; j++) sum += b[j] * x[i - j];
        for (let j = 1; j < a.length && j <= i; j++) sum -= a[j] * y[i - j];
        y.push(sum / a[0]);
      }
      return realsJson(y);
    }),
  ],
});
