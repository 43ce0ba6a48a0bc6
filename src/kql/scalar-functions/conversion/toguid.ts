import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/toguid-function */
export default conversion('toguid', 'guid');
