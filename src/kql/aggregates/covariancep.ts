import { jointSpread } from './joint-spread.js';

/** @see https://learn.microsoft.com/kusto/query/covariancep-aggregation-function */
export default jointSpread('covariancep', 'How two values of a population vary together.', true, false);
