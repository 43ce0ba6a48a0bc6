import { joinedBits } from './joined-bits.js';

/** @see https://learn.microsoft.com/kusto/query/binary-all-and-aggregation-function */
export default joinedBits('binary_all_and', 'The bits that all values have.', (a, b) => a & b);
