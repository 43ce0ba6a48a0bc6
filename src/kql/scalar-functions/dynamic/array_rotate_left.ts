import { rotation } from './moved-array.js';

/** @see https://learn.microsoft.com/kusto/query/array-rotate-left-function */
export default rotation('array_rotate_left', 1);
