import { rotation } from './moved-array.js';

/** @see https://learn.microsoft.com/kusto/query/array-rotate-right-function */
export default rotation('array_rotate_right', -1);
