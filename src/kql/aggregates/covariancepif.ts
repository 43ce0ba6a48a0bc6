import { jointSpread } from './joint-spread.js';

/** @see https://learn.microsoft.com/kusto/query/covariancepif-aggregation-function */
export default jointSpread(
  'covariancepif',
  'How two values of a population vary together, where a condition is true.',
  true,
  true,
);
