import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReader } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/split-function */
export default scalarFunction('split', {
  summary:
    'Cuts a text at each delimiter into an array; with an index, an array of that one part, null where there is none.',
  naming: 'first-argument',
  overloads: [
    prepared(['any', 'string'], 'dynamic', (given) => {
      const text = textReader(given, 0);
      return (value, delimiter) => parts(text(value), delimiter);
    }),
    prepared(['any', 'string', 'long'], 'dynamic', (given) => {
      const text = textReader(given, 0);
      return (value, delimiter, index) => {
        const part = parts(text(value), delimiter)[Number(index)];
        return part === undefined ? null : [part];
      };
    }),
  ],
});

function parts(text: string, delimiter: string): string[] {
  return delimiter === '' ? [text] : text.split(delimiter);
}
