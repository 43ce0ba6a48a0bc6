import type { ScalarFunction } from '../../plan/definitions.js';
import { textSearches } from './addresses-in-text.js';
import formatIpv4 from './format_ipv4.js';
import formatIpv4Mask from './format_ipv4_mask.js';
import ipv4Compare from './ipv4_compare.js';
import ipv4IsInAnyRange from './ipv4_is_in_any_range.js';
import ipv4IsInRange from './ipv4_is_in_range.js';
import ipv4IsMatch from './ipv4_is_match.js';
import ipv4IsPrivate from './ipv4_is_private.js';
import ipv4NetmaskSuffix from './ipv4_netmask_suffix.js';
import ipv4RangeToCidrList from './ipv4_range_to_cidr_list.js';
import ipv6Compare from './ipv6_compare.js';
import ipv6IsInAnyRange from './ipv6_is_in_any_range.js';
import ipv6IsInRange from './ipv6_is_in_range.js';
import ipv6IsMatch from './ipv6_is_match.js';
import parseIpv4 from './parse_ipv4.js';
import parseIpv4Mask from './parse_ipv4_mask.js';
import parseIpv6 from './parse_ipv6.js';
import parseIpv6Mask from './parse_ipv6_mask.js';

/** Functions of IP addresses. */
export const ipFunctions: readonly ScalarFunction[] = [
  formatIpv4,
  formatIpv4Mask,
  ipv4Compare,
  ipv4IsInAnyRange,
  ipv4IsInRange,
  ipv4IsMatch,
  ipv4IsPrivate,
  ipv4NetmaskSuffix,
  ipv4RangeToCidrList,
  ipv6Compare,
  ipv6IsInAnyRange,
  ipv6IsInRange,
  ipv6IsMatch,
  parseIpv4,
  parseIpv4Mask,
  parseIpv6,
  parseIpv6Mask,
  ...textSearches,
];
