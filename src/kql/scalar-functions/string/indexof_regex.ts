import { prepared, scalarFunction } from '../../plan/definitions.js';
import { compileRegex } from '../../types/regex.js';
import { textReader } from './argument-text.js';
import { nthMatch, searchRange } from './search-range.js';

/** @see https://learn.microsoft.com/kusto/query/indexof-regex-function */
export default scalarFunction('indexof_regex', {
  summary:
    'Finds where a regular expression first (or for the nth time) matches, from a start on; -1 where it does not.',
  overloads: [
    prepared(['any', 'any', 'long?', 'long?', 'long?'], 'long', (given) => {
      const text = textReader(given, 0);
      const pattern = textReader(given, 1);
      return (value, match, start, length, occurrence) => {
        const range = start !== undefined && start < 0n ? null : searchRange(text(value), start, length, occurrence);
        return range === null ? null : nthMatch(range, compileRegex(pattern(match)));
      };
    }),
  ],
});
