import { prepared, scalarFunction } from '../../plan/definitions.js';
import { digestFrom, rankOf } from './digest.js';

/** @see https://learn.microsoft.com/kusto/query/rank-tdigest-function */
export default scalarFunction('rank_tdigest', {
  summary: 'How many values of a state of tdigest() are not above a value.',
  gap: 'states that the real engine made; a value of another type than the state',
  overloads: [
    prepared(
      ['dynamic', 'any'],
      'real',
      ({ types }) =>
        (state, value) =>
          rankOf(digestFrom(state, 'rank_tdigest'), value, types[1], 'rank_tdigest'),
    ),
  ],
});
