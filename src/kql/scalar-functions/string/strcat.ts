import { prepared, scalarFunction } from '../../plan/definitions.js';
import { textReaders } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/strcat-function */
export default scalarFunction('strcat', {
  summary: 'Joins the texts of its arguments.',
  overloads: [
    prepared(
      ['any', '...any'],
      'string',
      (given) => {
        const read = textReaders(given);
        return (...values) => {
          let joined = '';
          for (let i = 0; i < values.length; i++) joined += read[i](values[i]);
          return joined;
        };
      },
      { nulls: 'given' },
    ),
  ],
});
