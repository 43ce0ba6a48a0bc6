import { ranking } from './ranking.js';

/** @see https://learn.microsoft.com/kusto/query/row-rank-dense-function */
export default ranking('row_rank_dense', 'Ranks rows by a value, each new value the next rank.', (rank) => rank + 1, [
  'row_rank',
]);
