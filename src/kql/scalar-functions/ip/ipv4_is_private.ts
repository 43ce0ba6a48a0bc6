import { overload, scalarFunction } from '../../plan/definitions.js';
import { networkOf, parseIpv4 } from './ipv4.js';

/** The networks that nobody routes: 10/8, 172.16/12, 192.168/16. */
const privateNetworks = [
  { network: 0x0a000000, bits: 8 },
  { network: 0xac100000, bits: 12 },
  { network: 0xc0a80000, bits: 16 },
];

/** @see https://learn.microsoft.com/kusto/query/ipv4-is-private-function */
export default scalarFunction('ipv4_is_private', {
  summary: 'Whether an IPv4 address, or all of a network, is private; null for what is neither.',
  overloads: [
    overload(['string'], 'bool', (text) => {
      const range = parseIpv4(text);
      if (range === null) return null;
      return privateNetworks.some(
        ({ network, bits }) => range.bits >= bits && networkOf(range.address, bits) === network,
      );
    }),
  ],
});
