import { overload, scalarFunction } from '../../plan/definitions.js';
import { compareIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/ipv6-compare-function */
export default scalarFunction('ipv6_compare', {
  summary:
    'Compares two IPv6 or IPv4 addresses by the bits that their prefixes, and an optional one, keep: -1, 0 or 1.',
  gap: 'an address but `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix; a prefix of at most 32 for an IPv4 and an IPv6 address',
  overloads: [overload(['string', 'string', 'long?'], 'long', compareIpv6)],
});
