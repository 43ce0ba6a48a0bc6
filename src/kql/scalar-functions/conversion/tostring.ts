import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/tostring-function */
export default conversion('tostring', 'string');
