import { startFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/startofweek-function */
export default startFunction('week');
