import { prepared, scalarFunction } from '../../plan/definitions.js';
import { isAscii } from '../../types/letter-case.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/isascii-function */
export default scalarFunction('isascii', {
  summary: 'Whether a text holds only ASCII characters.',
  overloads: [
    prepared(['any'], 'bool', (given) => {
      const text = textReader(given, 0);
      return (value) => isAscii(text(value));
    }),
  ],
});
