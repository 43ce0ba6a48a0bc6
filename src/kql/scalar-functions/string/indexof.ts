import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';
import { nthFrom, searchRange } from './search-range.js';

/** @see https://learn.microsoft.com/kusto/query/indexof-function */
export default scalarFunction('indexof', {
  summary: 'Finds where a text first (or for the nth time) holds another, from a start on; -1 where it does not.',
  overloads: [
    prepared(['any', 'any', 'long?', 'long?', 'long?'], 'long', (given) => {
      const text = textReader(given, 0);
      const lookup = textReader(given, 1);
      return (value, match, start, length, occurrence) => {
        const part = lookup(match);
        const range = searchRange(text(value), start, length, occurrence);
        return part === '' || range === null ? null : nthFrom(range, (source, from) => source.indexOf(part, from));
      };
    }),
  ],
});
