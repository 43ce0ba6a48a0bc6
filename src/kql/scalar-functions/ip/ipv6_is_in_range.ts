import { overload, scalarFunction } from '../../plan/definitions.js';
import { contains, parseIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/ipv6-is-in-range-function */
export default scalarFunction('ipv6_is_in_range', {
  summary: 'Whether an IPv6 or IPv4 address lies in a network; null for what is neither.',
  gap: 'an address but `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix',
  overloads: [
    overload(['string', 'string'], 'bool', (text, networkText) => {
      const address = parseIpv6(text);
      const network = parseIpv6(networkText);
      return address === null || network === null ? null : contains(network, address);
    }),
  ],
});
