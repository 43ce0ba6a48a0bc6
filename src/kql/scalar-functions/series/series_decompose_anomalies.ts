import { overload, scalarFunction } from '../../plan/definitions.js';
import { decompose, decompositionGap } from './decomposition.js';
import { fencesOf, outlierScores, sizeOf } from './outliers.js';
import { readFull, realsJson } from './series.js';

const name = 'series_decompose_anomalies';

/** @see https://learn.microsoft.com/kusto/query/series-decompose-anomalies-function */
export default scalarFunction(name, {
  summary: 'Marks and scores the elements that stand out of what repeats in a series and of its trend, as columns.',
  gap: `${decompositionGap} What stands out of a series that is constant otherwise.`,
  outputs: ({ columns: [column] }) =>
    ['ad_flag', 'ad_score', 'baseline'].map((part) => ({ name: `${name}_${column}_${part}`, type: 'dynamic' })),
  overloads: [
    overload(
      ['dynamic', 'real?', 'long?', 'string?', 'long?', 'string?', 'real?'],
      'dynamic',
      (array, threshold = 1.5, period, trend, testPoints, method = 'ctukey', seasonalityThreshold) => {
        const values = readFull(array, name);
        if (values === null) return null;
        if (values.length === 0) return [[], [], []];
        const options = { period, trend, testPoints, threshold: seasonalityThreshold };
        const { baseline, residual } = decompose(values, options, name);
        const learn = residual.slice(0, residual.length - Number(testPoints ?? 0n));
        const scores = outlierScores(residual, learn, fencesOf(name, method), sizeOf(values), name);
        const flags = scores.map((score) => (score > threshold ? 1 : score < -threshold ? -1 : 0));
        return [flags, realsJson(scores), realsJson(baseline)];
      },
    ),
  ],
});
