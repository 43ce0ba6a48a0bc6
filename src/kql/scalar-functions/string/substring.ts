import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';
import { sliceCodePoints } from './code-points.js';

/** @see https://learn.microsoft.com/kusto/query/substring-function */
export default scalarFunction('substring', {
  summary:
    'Takes characters of a text from a start on, to its end or up to a length; a negative start counts from the end.',
  overloads: [
    prepared(['any', 'long', 'long?'], 'string', (given) => {
      const text = textReader(given, 0);
      return (value, start, length) =>
        sliceCodePoints(text(value), Number(start), length === undefined ? Number.POSITIVE_INFINITY : Number(length));
    }),
  ],
});
