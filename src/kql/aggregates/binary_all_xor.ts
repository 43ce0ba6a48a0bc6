import { joinedBits } from './joined-bits.js';

/** @see https://learn.microsoft.com/kusto/query/binary-all-xor-aggregation-function */
export default joinedBits('binary_all_xor', 'The bits that an odd number of values have.', (a, b) => a ^ b);
