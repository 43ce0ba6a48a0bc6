import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/reverse-function */
export default scalarFunction('reverse', {
  summary: 'Puts the characters of a text in the opposite order.',
  overloads: [
    prepared(['any'], 'string', (given) => {
      const text = textReader(given, 0);
      return (value) => [...text(value)].reverse().join('');
    }),
  ],
});
