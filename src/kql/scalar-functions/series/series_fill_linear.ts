import { prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { type Json, WholeReal } from '../../types/value.js';
import { isMissing, isNumber, numberJson } from './filling.js';
import { realJson } from './series.js';

/** @see https://learn.microsoft.com/kusto/query/series-fill-linear-function */
export default scalarFunction('series_fill_linear', {
  summary: 'Fills what is missing in a series with values on the line between its neighbours.',
  naming: 'first-argument',
  gap: 'A series that holds what is no number.',
  overloads: [
    prepared(
      ['dynamic', 'any?', 'bool?', 'any?'],
      'dynamic',
      (given) => (array, placeholder, edges, constant) => {
        if (!Array.isArray(array)) return null;
        const known = array.flatMap((each, i) => (isMissing(each, placeholder) ? [] : [i]));
        if (known.length === 0) {
          const filler = constant === undefined ? new WholeReal(0) : numberJson(constant, 3, given);
          return filler === null ? array : array.map(() => filler);
        }
        if (known.some((i) => !isNumber(array[i]))) raise(unsupported('series_fill_linear', undefined, 'no numbers'));
        return interpolated(array, known, edges !== false);
      },
      { nulls: 'given' },
    ),
  ],
});

/** Whole numbers stay whole: what lies between them loses its fraction. */
function interpolated(array: readonly Json[], known: readonly number[], edges: boolean): Json[] {
  const whole = known.every((i) => typeof array[i] === 'bigint' || Number.isInteger(array[i]));
  const filled = [...array];
  for (let k = 0; k + 1 < known.length; k++) {
    const [left, right] = [known[k], known[k + 1]];
    for (let at = left + 1; at < right; at++) {
      const share = (at - left) / (right - left);
      const value = Number(array[left]) * (1 - share) + Number(array[right]) * share;
      filled[at] = whole ? Math.trunc(value) : realJson(value);
    }
  }
  if (edges) {
    filled.fill(array[known[0]], 0, known[0]);
    filled.fill(array[known[known.length - 1]], known[known.length - 1] + 1);
  }
  return filled;
}
