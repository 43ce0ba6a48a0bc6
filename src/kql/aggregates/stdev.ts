import { deviation, spread } from './spread.js';

/** @see https://learn.microsoft.com/kusto/query/stdev-aggregation-function */
export default spread('stdev', {
  summary: 'The standard deviation of a sample.',
  conditional: 'stdevif',
  population: false,
  finish: deviation,
});
