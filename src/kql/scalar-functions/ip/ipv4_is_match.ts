import { overload, scalarFunction } from '../../plan/definitions.js';
import { compareIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-is-match-function */
export default scalarFunction('ipv4_is_match', {
  summary: 'Whether two IPv4 addresses are equal in the bits that their prefixes, and an optional one, keep.',
  overloads: [
    overload(['string', 'string', 'long?'], 'bool', (left, right, prefix) => {
      const order = compareIpv4(left, right, prefix);
      return order === null ? null : order === 0;
    }),
  ],
});
