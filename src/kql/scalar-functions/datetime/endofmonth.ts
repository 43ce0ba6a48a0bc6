import { endFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/endofmonth-function */
export default endFunction('month');
