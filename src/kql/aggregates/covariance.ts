import { jointSpread } from './joint-spread.js';

/** @see https://learn.microsoft.com/kusto/query/covariance-aggregation-function */
export default jointSpread('covariance', 'How two values of a sample vary together.', false, false);
