import { prepared, scalarFunction } from '../../plan/definitions.js';
import { lowerCase } from '../../types/letter-case.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/tolower-function */
export default scalarFunction('tolower', {
  summary: 'Turns a text into lower case.',
  overloads: [
    prepared(['any'], 'string', (given) => {
      const text = textReader(given, 0);
      return (value) => lowerCase(text(value));
    }),
  ],
});
