import { overload, scalarFunction } from '../../plan/definitions.js';
import { contains, parseIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-is-in-range-function */
export default scalarFunction('ipv4_is_in_range', {
  summary: 'Whether an IPv4 address lies in a network; null for what is neither.',
  overloads: [
    overload(['string', 'string'], 'bool', (text, networkText) => {
      const address = parseIpv4(text);
      const network = parseIpv4(networkText);
      return address === null || network === null ? null : contains(network, address);
    }),
  ],
});
