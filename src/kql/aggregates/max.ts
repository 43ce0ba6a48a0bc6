import { extremeValue } from './extreme-value.js';

/** @see https://learn.microsoft.com/kusto/query/max-aggregation-function */
export default extremeValue('max', 'The greatest value.', 1);
