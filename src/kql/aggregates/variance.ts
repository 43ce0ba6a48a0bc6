import { spread, tenDecimals } from './spread.js';

/** @see https://learn.microsoft.com/kusto/query/variance-aggregation-function */
export default spread('variance', {
  summary: 'The variance of a sample.',
  conditional: 'varianceif',
  population: false,
  finish: tenDecimals,
});
