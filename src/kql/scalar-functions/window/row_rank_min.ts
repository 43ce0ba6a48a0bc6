import { ranking } from './ranking.js';

/** @see https://learn.microsoft.com/kusto/query/row-rank-min-function */
export default ranking(
  'row_rank_min',
  'Ranks rows by a value, each new value the number of its row.',
  (_, rowOfPart) => rowOfPart,
);
