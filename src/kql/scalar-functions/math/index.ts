import type { ScalarFunction } from '../../plan/definitions.js';
import betaCdf from './beta_cdf.js';
import betaInv from './beta_inv.js';
import betaPdf from './beta_pdf.js';
import bin from './bin.js';
import binAt from './bin_at.js';
import { bitFunctions } from './bit-functions.js';
import { maxOf, minOf } from './extremes.js';
import formatBytes from './format_bytes.js';
import newGuid from './new_guid.js';
import { abs, atan2, ceiling, pi, pow } from './numbers.js';
import rand from './rand.js';
import { realFunctions } from './real-functions.js';
import { realTests } from './real-tests.js';
import round from './round.js';
import welchTest from './welch_test.js';

/** Mathematical functions. */
export const mathFunctions: readonly ScalarFunction[] = [
  abs,
  atan2,
  betaCdf,
  betaInv,
  betaPdf,
  bin,
  binAt,
  ceiling,
  formatBytes,
  maxOf,
  minOf,
  newGuid,
  pi,
  pow,
  rand,
  round,
  welchTest,
  ...bitFunctions,
  ...realFunctions,
  ...realTests,
];
