import type { Aggregate } from '../plan/definitions.js';
import { binaryAllAnd, binaryAllOr, binaryAllXor } from './binary_all.js';
import { any, argMax, argMin, percentiles, takeAny } from './choosing.js';
import { count, countDistinct, countif, dcount } from './counting.js';
import { makeBag, makeList, makeListWithNulls, makeSet } from './lists.js';
import { avg, max, min, stdev, stdevp, sum, variance, variancep } from './numbers.js';

/** Every aggregation function. */
export const aggregates: readonly Aggregate[] = [
  count,
  countif,
  dcount,
  countDistinct,
  sum,
  avg,
  min,
  max,
  stdev,
  stdevp,
  variance,
  variancep,
  makeList,
  makeListWithNulls,
  makeSet,
  makeBag,
  argMax,
  argMin,
  takeAny,
  any,
  percentiles,
  binaryAllAnd,
  binaryAllOr,
  binaryAllXor,
];
