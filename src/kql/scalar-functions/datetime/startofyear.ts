import { startFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/startofyear-function */
export default startFunction('year');
