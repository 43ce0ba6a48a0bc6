import { scalarFunction } from '../../plan/definitions.js';
import { anyRangeOverloads } from './any-range.js';
import { contains, parseIpv4 } from './ipv4.js';

/** @see https://learn.microsoft.com/kusto/query/ipv4-is-in-any-range-function */
export default scalarFunction('ipv4_is_in_any_range', {
  summary: 'Whether an IPv4 address lies in one of several networks; null for what is no address.',
  overloads: anyRangeOverloads({ parse: parseIpv4, contains }),
});
