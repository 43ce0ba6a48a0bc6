import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/isutf8-function */
export default scalarFunction('isutf8', {
  summary: 'Whether a text is well-formed UTF-8, which every text is that holds no half of a surrogate pair.',
  overloads: [
    prepared(['any'], 'bool', (given) => {
      const text = textReader(given, 0);
      return (value) => !/[\ud800-\udfff]/u.test(text(value));
    }),
  ],
});
