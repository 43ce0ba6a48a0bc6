import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReaders } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/strcat-delim-function */
export default scalarFunction('strcat_delim', {
  summary: 'Joins the texts of its arguments with a delimiter between them.',
  overloads: [
    prepared(
      ['any', 'any', '...any'],
      'string',
      (given) => {
        const read = textReaders(given);
        return (...values) => {
          const [delimiter, ...texts] = values.map((value, i) => read[i](value));
          return texts.join(delimiter);
        };
      },
      { nulls: 'given' },
    ),
  ],
});
