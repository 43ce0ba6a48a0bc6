import { prepared, scalarFunction } from '../../plan/definitions.js';
import { digestFrom, rankOf, totalOf } from './digest.js';

/** @see https://learn.microsoft.com/kusto/query/percentrank-tdigest-function */
export default scalarFunction('percentrank_tdigest', {
  summary: 'How many percent of the values of a state of tdigest() are not above a value.',
  gap: 'states that the real engine made; a value of another type than the state',
  overloads: [
    prepared(['dynamic', 'any'], 'real', ({ types }) => (state, value) => {
      const digest = digestFrom(state, 'percentrank_tdigest');
      return (100 * rankOf(digest, value, types[1], 'percentrank_tdigest')) / totalOf(digest);
    }),
  ],
});
