import { sorting } from './order.js';

/** @see https://learn.microsoft.com/kusto/query/array-sort-desc-function */
export default sorting('array_sort_desc', -1);
