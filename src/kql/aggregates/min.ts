import { extremeValue } from './extreme-value.js';

/** @see https://learn.microsoft.com/kusto/query/min-aggregation-function */
export default extremeValue('min', 'The least value.', -1);
