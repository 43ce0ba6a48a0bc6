import { shift } from './moved-array.js';

/** @see https://learn.microsoft.com/kusto/query/array-shift-left-function */
export default shift('array_shift_left', 1);
