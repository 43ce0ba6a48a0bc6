import { extremeRow } from './extreme-row.js';

/** @see https://learn.microsoft.com/kusto/query/arg-max-aggregation-function */
export default extremeRow('argmax', 'The obsolete arg_max, whose columns are named max_x and max_x_y.', 1, true);
