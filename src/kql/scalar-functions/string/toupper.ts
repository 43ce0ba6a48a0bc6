import { prepared, scalarFunction } from '../../plan/definitions.js';
import { upperCase } from '../../types/letter-case.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/toupper-function */
export default scalarFunction('toupper', {
  summary: 'Turns a text into upper case.',
  overloads: [
    prepared(['any'], 'string', (given) => {
      const text = textReader(given, 0);
      return (value) => upperCase(text(value));
    }),
  ],
});
