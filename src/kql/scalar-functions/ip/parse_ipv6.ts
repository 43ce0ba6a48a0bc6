import { overload, scalarFunction } from '../../plan/definitions.js';
import { fullIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/parse-ipv6-function */
export default scalarFunction('parse_ipv6', {
  summary: 'Writes an IPv6 or IPv4 address, or the start of a network, in full as IPv6; empty where it is none.',
  gap: 'a network but `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix',
  overloads: [overload(['string'], 'string', fullIpv6)],
});
