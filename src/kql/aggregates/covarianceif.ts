import { jointSpread } from './joint-spread.js';

/** @see https://learn.microsoft.com/kusto/query/covarianceif-aggregation-function */
export default jointSpread(
  'covarianceif',
  'How two values of a sample vary together, where a condition is true.',
  false,
  true,
);
