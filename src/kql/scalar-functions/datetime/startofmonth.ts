import { startFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/startofmonth-function */
export default startFunction('month');
