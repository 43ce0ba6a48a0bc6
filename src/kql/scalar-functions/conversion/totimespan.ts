import { conversion } from './conversion.js';

/** @see https://learn.microsoft.com/kusto/query/totimespan-function */
export default conversion('totimespan', 'timespan', ['totime']);
