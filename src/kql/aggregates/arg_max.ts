import { extremeRow } from './extreme-row.js';

/** @see https://learn.microsoft.com/kusto/query/arg-max-aggregation-function */
export default extremeRow('arg_max', 'The values of the row where the first argument is greatest.', 1);
