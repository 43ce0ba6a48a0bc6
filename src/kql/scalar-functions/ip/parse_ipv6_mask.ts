import { overload, scalarFunction } from '../../plan/definitions.js';
import { maskedIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/parse-ipv6-mask-function */
export default scalarFunction('parse_ipv6_mask', {
  summary: 'Writes the first bits of an IPv6 or IPv4 address in full as IPv6; empty where it is none.',
  gap: 'an address but `::` or `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix',
  overloads: [overload(['string', 'long'], 'string', maskedIpv6)],
});
