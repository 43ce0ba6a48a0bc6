import { extremeRow } from './extreme-row.js';

/** @see https://learn.microsoft.com/kusto/query/arg-min-aggregation-function */
export default extremeRow('arg_min', 'The values of the row where the first argument is least.', -1);
