import { overload, scalarFunction } from '../../plan/definitions.js';
import { decompose, decompositionGap, parts } from './decomposition.js';
import { readFull, realsJson } from './series.js';

const name = 'series_decompose';

/** @see https://learn.microsoft.com/kusto/query/series-decompose-function */
export default scalarFunction(name, {
  summary: 'Takes a series apart: baseline, what repeats, trend and what remains, as columns.',
  gap: decompositionGap,
  outputs: ({ columns: [column] }) => parts.map((part) => ({ name: `${name}_${column}_${part}`, type: 'dynamic' })),
  overloads: [
    overload(
      ['dynamic', 'long?', 'string?', 'long?', 'real?'],
      'dynamic',
      (array, period, trend, testPoints, threshold) => {
        const values = readFull(array, name);
        if (values === null) return null;
        if (values.length === 0) return parts.map(() => []);
        const found = decompose(values, { period, trend, testPoints, threshold }, name);
        return parts.map((part) => realsJson(found[part]));
      },
    ),
  ],
});
