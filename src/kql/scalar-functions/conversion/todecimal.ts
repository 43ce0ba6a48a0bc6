import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/todecimal-function */
export default conversion('todecimal', 'decimal');
