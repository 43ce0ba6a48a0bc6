import { sorting } from './order.js';

/** @see https://learn.microsoft.com/kusto/query/array-sort-asc-function */
export default sorting('array_sort_asc', 1);
