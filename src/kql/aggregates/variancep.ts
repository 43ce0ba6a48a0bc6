import { spread, tenDecimals } from './spread.js';

/** @see https://learn.microsoft.com/kusto/query/variancep-aggregation-function */
export default spread('variancep', {
  summary: 'The variance of a population.',
  conditional: 'variancepif',
  population: true,
  finish: tenDecimals,
});
