import { endFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/endofweek-function */
export default endFunction('week');
