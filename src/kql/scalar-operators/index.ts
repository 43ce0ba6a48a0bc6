import type { ScalarFunction } from '../plan/definitions.js';
import { accessOperators } from './access/index.js';
import { arithmeticOperators } from './arithmetic/index.js';
import { betweenOperators } from './comparison/between.js';
import { equalityOperators } from './comparison/equality.js';
import { orderOperators } from './comparison/order.js';
import { logicalFunctions } from './logic/index.js';
import { stringOperators } from './string/index.js';

/** Every scalar operator, and the logical functions. */
export const scalarOperators: readonly ScalarFunction[] = [
  ...accessOperators,
  ...arithmeticOperators,
  ...betweenOperators,
  ...equalityOperators,
  ...orderOperators,
  ...logicalFunctions,
  ...stringOperators,
];
