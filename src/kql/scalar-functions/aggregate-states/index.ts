import type { ScalarFunction } from '../../plan/definitions.js';
import dcountHll from './dcount_hll.js';
import hllMerge from './hll_merge.js';
import percentileTdigest from './percentile_tdigest.js';
import percentilesArrayTdigest from './percentiles_array_tdigest.js';
import percentrankTdigest from './percentrank_tdigest.js';
import rankTdigest from './rank_tdigest.js';
import tdigestMerge from './tdigest_merge.js';

/** The functions on what hll() and tdigest() give. */
export const aggregateStateFunctions: readonly ScalarFunction[] = [
  dcountHll,
  hllMerge,
  percentileTdigest,
  percentilesArrayTdigest,
  percentrankTdigest,
  rankTdigest,
  tdigestMerge,
];
