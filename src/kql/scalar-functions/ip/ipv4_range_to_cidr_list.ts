import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { formatIpv4, parseIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-range-to-cidr-list-function */
export default scalarFunction('ipv4_range_to_cidr_list', {
  summary: 'Covers the addresses from a first to a last one by as few networks as possible.',
  gap: 'a range that ends before it starts, and ends that have a prefix',
  overloads: [
    overload(['string', 'string'], 'dynamic', (first, last) => {
      const start = parseIpv4(first);
      const end = parseIpv4(last);
      if (start === null || end === null) return null;
      if (start.bits < 32 || end.bits < 32 || start.address > end.address)
        raise(unsupported('ipv4_range_to_cidr_list', undefined, 'a range must go up from one address to another'));
      return cover(start.address, end.address);
    }),
  ],
});

/** Takes, again and again, the largest network that begins where the last one ended and does not go too far. */
function cover(start: number, end: number): string[] {
  const networks: string[] = [];
  for (let from = start; from <= end; ) {
    let bits = 32;
    while (bits > 0 && from % 2 ** (33 - bits) === 0 && from + 2 ** (33 - bits) - 1 <= end) bits--;
    networks.push(`${formatIpv4(from)}/${bits}`);
    from += 2 ** (32 - bits);
  }
  return networks;
}
