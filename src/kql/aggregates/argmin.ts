import { extremeRow } from './extreme-row.js';

/** @see https://learn.microsoft.com/kusto/query/arg-min-aggregation-function */
export default extremeRow('argmin', 'The obsolete arg_min, whose columns are named min_x and min_x_y.', -1, true);
