import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { readFull, readSeries, realsJson, seriesJson } from './series.js';

/** @see https://learn.microsoft.com/kusto/query/series-fir-function */
export default scalarFunction('series_fir', {
  summary: 'Filters a series: each element becomes a weighted sum of itself and those before it, or around it.',
  naming: 'first-argument',
  gap: 'A series that holds what is no number; a centred filter of even length.',
  overloads: [overload(['dynamic', 'dynamic', 'bool?', 'bool?'], 'dynamic', filtered)],
});

function filtered(array: Json, weights: Json, normalize?: boolean, center?: boolean): Json {
  const series = readFull(array, 'series_fir');
  const filter = readFull(weights, 'series_fir');
  if (series === null || filter === null) return null;
  const negative = filter.some((each) => each < 0);
  if (normalize === true && negative) return null;
  const normalized = normalize ?? !negative;
  if (center === true && filter.length % 2 === 0)
    raise(unsupported('series_fir', undefined, 'a centred filter of even length'));
  const ahead = center === true ? (filter.length - 1) / 2 : 0;
  const sum = normalized ? filter.reduce((total, each) => total + each, 0) : 1;
  const values = series.map((_, i) => {
    const weighted = filter.reduce((total, weight, j) => total + weight * (series[i + ahead - j] ?? 0), 0);
    return weighted / sum;
  });
  const whole = !normalized && readSeries(array)?.whole === true && readSeries(weights)?.whole === true;
  return whole ? seriesJson({ whole, values }) : realsJson(values);
}
