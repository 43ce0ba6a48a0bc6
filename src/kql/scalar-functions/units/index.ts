import type { ScalarFunction } from '../../plan/definitions.js';
import { conversions } from './conversions.js';

/** Conversion between units of measure. */
export const unitFunctions: readonly ScalarFunction[] = conversions;
