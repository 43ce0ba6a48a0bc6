import { shift } from './moved-array.js';

/** @see https://learn.microsoft.com/kusto/query/array-shift-right-function */
export default shift('array_shift_right', -1);
