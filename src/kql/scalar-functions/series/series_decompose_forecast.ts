import { overload, scalarFunction } from '../../plan/definitions.js';
import { decompose, decompositionGap, parts } from './decomposition.js';
import { readFull, realsJson } from './series.js';

const name = 'series_decompose_forecast';

/** @see https://learn.microsoft.com/kusto/query/series-decompose-forecast-function */
export default scalarFunction(name, {
  summary: 'Predicts the last elements of a series from what repeats in the others and their trend.',
  gap: decompositionGap,
  outputs: ({ columns: [column] }) => parts.map((part) => ({ name: `${name}_${column}_${part}`, type: 'dynamic' })),
  overloads: [
    overload(
      ['dynamic', 'long', 'long?', 'string?', 'real?'],
      'dynamic',
      (array, testPoints, period, trend, threshold) => {
        const values = readFull(array, name);
        if (values === null) return null;
        const found = decompose(values, { period, trend: trend ?? 'linefit', testPoints, threshold }, name);
        return parts.map((part) => realsJson(found[part]));
      },
    ),
  ],
});
