import { overload, scalarFunction } from '../../plan/definitions.js';
import type { Json } from '../../types/value.js';
import { isWithin } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-is-in-any-range-function */
export default scalarFunction('ipv4_is_in_any_range', {
  summary: 'Whether an IPv4 address lies in one of several networks; null for what is no address.',
  overloads: [
    overload(['string', '...string'], 'bool', (address, ...networks) => anyOf(address, networks)),
    overload(['string', 'dynamic'], 'bool', (address, networks) =>
      anyOf(address, Array.isArray(networks) ? networks : [networks]),
    ),
  ],
});

function anyOf(address: string, networks: readonly Json[]): boolean | null {
  const results = networks.map((network) => (typeof network === 'string' ? isWithin(address, network) : null));
  return results.includes(true) ? true : results.includes(false) ? false : null;
}
