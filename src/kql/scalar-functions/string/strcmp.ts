import { prepared, scalarFunction } from '../../plan/definitions.js';
import { compareValues } from '../../types/compare.js';
import { textReaders } from './argument-text.js';

/** @see https://learn.microsoft.com/kusto/query/strcmp-function */
export default scalarFunction('strcmp', {
  summary: 'Compares two texts: -1 where the first comes before the second, 0 where they are equal, otherwise 1.',
  overloads: [
    prepared(
      ['any', 'any'],
      'long',
      (given) => {
        const [first, second] = textReaders(given);
        return (a, b) => compareValues(first(a), second(b), 'string');
      },
      { nulls: 'given' },
    ),
  ],
});
