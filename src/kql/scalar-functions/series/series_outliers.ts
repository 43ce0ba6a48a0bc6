import { overload, scalarFunction } from '../../plan/definitions.js';
import { fencesOf, outlierScores, sizeOf } from './outliers.js';
import { readReals, realsJson } from './series.js';

const name = 'series_outliers';

/** @see https://learn.microsoft.com/kusto/query/series-outliers-function */
export default scalarFunction(name, {
  summary: "Scores how far each element lies outside what is normal for its series, by Tukey's test.",
  naming: 'first-argument',
  gap: 'Percentiles but 10 and 90 or 25 and 75; outliers of a series that is constant otherwise.',
  overloads: [
    overload(
      ['dynamic', 'string?', 'real?', 'real?', 'real?'],
      'dynamic',
      (array, kind, ignored, low, high) => {
        const values = readReals(array);
        if (values === null) return null;
        const kept = values.map((each) => (each === ignored || !Number.isFinite(each) ? null : each));
        const fences = fencesOf(name, kind ?? 'ctukey', low ?? undefined, high ?? undefined);
        return realsJson(outlierScores(kept, kept, fences, sizeOf(kept), name));
      },
      { nulls: 'given' },
    ),
  ],
});
