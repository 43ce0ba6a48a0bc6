import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/tolong-function */
export default conversion('tolong', 'long');
