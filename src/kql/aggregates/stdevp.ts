import { deviation, spread } from './spread.js';

/** @see https://learn.microsoft.com/kusto/query/stdevp-aggregation-function */
export default spread('stdevp', {
  summary: 'The standard deviation of a population.',
  population: true,
  finish: deviation,
});
