import { unixTime } from './unix-time.js';

/** @see https://learn.microsoft.com/kusto/query/unixtime-milliseconds-todatetime-function */
export default unixTime('milliseconds');
