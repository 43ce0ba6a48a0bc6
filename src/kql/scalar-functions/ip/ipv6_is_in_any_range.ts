import { scalarFunction } from '../../plan/definitions.js';
import { anyRangeOverloads } from './any-range.js';
import { contains, parseIpv6 } from './ipv6.js';

/** @see https://learn.microsoft.com/kusto/query/ipv6-is-in-any-range-function */
export default scalarFunction('ipv6_is_in_any_range', {
  summary: 'Whether an IPv6 or IPv4 address lies in one of several networks; null for what is no address.',
  gap: 'an address but `::ffff:` that ends in an IPv4 address, one with leading zeros, a zone before a prefix',
  overloads: anyRangeOverloads({ parse: parseIpv6, contains }),
});
