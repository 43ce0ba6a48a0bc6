import { overload, scalarFunction } from '../../plan/definitions.js';
import { dot, lengthOf } from './dot.js';
import { meanOf } from './line.js';
import { readComplete } from './series.js';

/** @see https://learn.microsoft.com/kusto/query/series-pearson-correlation-function */
export default scalarFunction('series_pearson_correlation', {
  summary: 'The correlation coefficient of two series; null when their lengths differ or an element is no number.',
  overloads: [
    overload(['dynamic', 'dynamic'], 'real', (a, b) => {
      const left = centred(readComplete(a));
      const right = centred(readComplete(b));
      if (left === null || right === null || left.length === 0 || left.length !== right.length) return null;
      return Number(dot(left, right)) / (lengthOf(left) * lengthOf(right));
    }),
  ],
});

function centred(values: readonly number[] | null): number[] | null {
  if (values === null) return null;
  const mean = values.every((each) => each === values[0]) ? values[0] : meanOf(values);
  return values.map((each) => each - mean);
}
