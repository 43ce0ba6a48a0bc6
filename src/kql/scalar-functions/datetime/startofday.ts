import { startFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/startofday-function */
export default startFunction('day');
