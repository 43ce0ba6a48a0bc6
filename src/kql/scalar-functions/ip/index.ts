import type { ScalarFunction } from '../../plan/definitions.js';
import ipv4IsInAnyRange from './ipv4_is_in_any_range.js';
import ipv4IsInRange from './ipv4_is_in_range.js';
import ipv4IsPrivate from './ipv4_is_private.js';

/** Functions of IP addresses. */
export const ipFunctions: readonly ScalarFunction[] = [ipv4IsInAnyRange, ipv4IsInRange, ipv4IsPrivate];
