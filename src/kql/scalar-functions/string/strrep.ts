import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/strrep-function */
export default scalarFunction('strrep', {
  summary: 'Repeats a text, up to 1024 times, with a delimiter between.',
  overloads: [
    prepared(['any', 'long', 'any?'], 'string', (given) => {
      const text = textReader(given, 0);
      const delimiterText = textReader(given, 2);
      return (value, multiplier, delimiter) => {
        const times = Math.max(0, Math.min(1024, Number(multiplier)));
        return new Array(times).fill(text(value)).join(delimiter === undefined ? '' : delimiterText(delimiter));
      };
    }),
  ],
});
