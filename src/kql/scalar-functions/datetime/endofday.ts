import { endFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/endofday-function */
export default endFunction('day');
