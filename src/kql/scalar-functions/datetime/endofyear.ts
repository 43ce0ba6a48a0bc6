import { endFunction } from './periods.js';

/** @see https://learn.microsoft.com/kusto/query/endofyear-function */
export default endFunction('year');
