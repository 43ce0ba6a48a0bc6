import { joinedBits } from './joined-bits.js';

/** @see https://learn.microsoft.com/kusto/query/binary-all-or-aggregation-function */
export default joinedBits('binary_all_or', 'The bits that any value has.', (a, b) => a | b);
