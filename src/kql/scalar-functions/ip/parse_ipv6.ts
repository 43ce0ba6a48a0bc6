import { overload, scalarFunction } from '../../plan/definitions.js';
import { canonicalIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/parse-ipv6-function */
export default scalarFunction('parse_ipv6', {
  summary: 'Writes an IPv6 or IPv4 address, or the start of a network, in full as IPv6; empty where it is none.',
  gap: 'an address with a zone, or one but `::` or `::ffff:` that ends in an IPv4 address',
  overloads: [overload(['string'], 'string', (text) => canonicalIpv6(text))],
});
