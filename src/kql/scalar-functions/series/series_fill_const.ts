import { prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { isMissing, numberJson } from './filling.js';

/** @see https://learn.microsoft.com/kusto/query/series-fill-const-function */
export default scalarFunction('series_fill_const', {
  summary: 'Fills what is missing in a series with a number.',
  naming: 'first-argument',
  gap: 'No constant given.',
  overloads: [
    prepared(
      ['dynamic', 'any?', 'any?'],
      'dynamic',
      (given) => (array, constant, placeholder) => {
        if (!Array.isArray(array)) return null;
        if (constant === undefined) raise(unsupported('series_fill_const', undefined, 'no constant'));
        const filler = numberJson(constant, 1, given);
        return array.map((each) => (isMissing(each, placeholder) ? filler : each));
      },
      { nulls: 'given' },
    ),
  ],
});
