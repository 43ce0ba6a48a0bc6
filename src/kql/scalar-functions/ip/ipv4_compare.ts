import { overload, scalarFunction } from '../../plan/definitions.js';
import { compareIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-compare-function */
export default scalarFunction('ipv4_compare', {
  summary: 'Compares two IPv4 addresses by the bits that their prefixes, and an optional one, keep: -1, 0 or 1.',
  overloads: [overload(['string', 'string', 'long?'], 'long', compareIpv4)],
});
