import { overload, scalarFunction } from '../../plan/definitions.js';
import { parseIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-netmask-suffix-function */
export default scalarFunction('ipv4_netmask_suffix', {
  summary: 'Gives the length of the prefix that an IPv4 address is written with, 32 where it has none.',
  overloads: [overload(['string'], 'long', (text) => parseIpv4(text)?.bits ?? null)],
});
