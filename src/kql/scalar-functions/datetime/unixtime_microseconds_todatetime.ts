import { unixTime } from './unix-time.js';

/** @see https://learn.microsoft.com/kusto/query/unixtime-microseconds-todatetime-function */
export default unixTime('microseconds');
