import { prepared, scalarFunction } from '../../plan/definitions.js';
import { identity, toElement } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/array-index-of-function */
export default scalarFunction('array_index_of', {
  summary:
    'The place of an element in an array, -1 when it is not there; may look at a part, and for a later occurrence.',
  overloads: [
    prepared(
      ['dynamic', 'any', 'long?', 'long?', 'long?'],
      'long',
      ({ types }) =>
        (array, value, start = 0n, length = -1n, occurrence = 1n) => {
          if (!Array.isArray(array)) return null;
          const wanted = identity(toElement(value, types[1]));
          const from = Math.max(0, Number(start) + (start < 0n ? array.length : 0));
          const to = length < 0n ? array.length : Math.min(array.length, from + Number(length));
          let left = Number(occurrence);
          for (let at = from; at < to; at++) if (identity(array[at]) === wanted && --left === 0) return at;
          return -1;
        },
    ),
  ],
});
