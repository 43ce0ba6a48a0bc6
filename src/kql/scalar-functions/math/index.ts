import type { ScalarFunction } from '../../plan/definitions.js';
import bin from './bin.js';
import { abs, ceiling, isfinite, isinf, isnan, maxOf, minOf, pow, rand, sign } from './numbers.js';
import { realFunctions } from './real-functions.js';
import round from './round.js';

/** Mathematical functions. */
export const mathFunctions: readonly ScalarFunction[] = [
  bin,
  round,
  abs,
  ceiling,
  isfinite,
  isinf,
  isnan,
  maxOf,
  minOf,
  pow,
  rand,
  sign,
  ...realFunctions,
];
