import { overload, scalarFunction } from '../../plan/definitions.js';
import { compareIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/ipv6-is-match-function */
export default scalarFunction('ipv6_is_match', {
  summary: 'Whether two IPv6 or IPv4 addresses are equal in the bits that their prefixes, and an optional one, keep.',
  gap: 'an address but `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix; a prefix of at most 32 for an IPv4 and an IPv6 address',
  overloads: [
    overload(['string', 'string', 'long?'], 'bool', (left, right, prefix) => {
      const order = compareIpv6(left, right, prefix);
      return order === null ? null : order === 0;
    }),
  ],
});
