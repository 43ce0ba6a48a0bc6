import { overload, scalarFunction } from '../../plan/definitions.js';
import { networkOf, parseIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/parse-ipv4-function */
export default scalarFunction('parse_ipv4', {
  summary: 'Reads an IPv4 address, or the start of a network, as a number; null where it is none.',
  overloads: [
    overload(['string'], 'long', (text) => {
      const range = parseIpv4(text);
      return range === null ? null : networkOf(range.address, range.bits);
    }),
  ],
});
