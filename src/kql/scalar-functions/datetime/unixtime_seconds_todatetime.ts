import { unixTime } from './unix-time.js';

/** @see https://learn.microsoft.com/kusto/query/unixtime-seconds-todatetime-function */
export default unixTime('seconds');
