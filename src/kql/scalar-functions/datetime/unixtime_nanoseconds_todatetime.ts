import { unixTime } from './unix-time.js';

/** @see https://learn.microsoft.com/kusto/query/unixtime-nanoseconds-todatetime-function */
export default unixTime('nanoseconds');
