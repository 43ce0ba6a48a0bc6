import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/todatetime-function */
export default conversion('todatetime', 'datetime');
