import { overload, scalarFunction } from '../../plan/definitions.js';
import { networkOf, parseIpv4, withPrefix } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/parse-ipv4-mask-function */
export default scalarFunction('parse_ipv4_mask', {
  summary: 'Reads the first bits of an IPv4 address as a number; null where it is none.',
  overloads: [
    overload(['string', 'long'], 'long', (text, prefix) => {
      const range = withPrefix(parseIpv4(text), prefix);
      return range === null ? null : networkOf(range.address, range.bits);
    }),
  ],
});
