import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/unicode-codepoints-from-string-function */
export default scalarFunction('unicode_codepoints_from_string', {
  summary: 'Gives the code points of a text as an array.',
  aliases: ['to_utf8'],
  overloads: [
    prepared(['any'], 'dynamic', (given) => {
      const text = textReader(given, 0);
      return (value) => Array.from(text(value), (character) => character.codePointAt(0) as number);
    }),
  ],
});
