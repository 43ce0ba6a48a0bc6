import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/toint-function */
export default conversion('toint', 'int');
