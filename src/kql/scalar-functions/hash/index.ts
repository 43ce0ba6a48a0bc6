import type { ScalarFunction } from '../../plan/definitions.js';
import { digests } from './digests.js';
import hash from './hash.js';

/** Hash functions. */
export const hashFunctions: readonly ScalarFunction[] = [hash, ...digests];
