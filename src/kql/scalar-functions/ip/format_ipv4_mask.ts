import { prepared, scalarFunction } from '../../plan/definitions.js';
import { networkReader } from './address-number.js';
import { formatIpv4, networkOf } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/format-ipv4-mask-function */
export default scalarFunction('format_ipv4_mask', {
  summary: 'Writes the first bits of an IPv4 address, given as text or number, as a network; empty where it is none.',
  gap: 'a number that is real or decimal',
  mayMeetGap: ([address]) => address.type === 'real' || address.type === 'decimal' || address.type === 'dynamic',
  overloads: [
    prepared(['any', 'long?'], 'string', (given) => {
      const read = networkReader('format_ipv4_mask', given);
      return (value, prefix) => {
        const range = read(value, prefix);
        return range === null ? '' : `${formatIpv4(networkOf(range.address, range.bits))}/${range.bits}`;
      };
    }),
  ],
});
