import type { Aggregate } from '../plan/definitions.js';
import any from './any.js';
import anyif from './anyif.js';
import argMax from './arg_max.js';
import argMin from './arg_min.js';
import argmax from './argmax.js';
import argmin from './argmin.js';
import avg from './avg.js';
import binaryAllAnd from './binary_all_and.js';
import binaryAllOr from './binary_all_or.js';
import binaryAllXor from './binary_all_xor.js';
import buildschema from './buildschema.js';
import cnt from './cnt.js';
import count from './count.js';
import countDistinct from './count_distinct.js';
import countif from './countif.js';
import covariance from './covariance.js';
import covarianceif from './covarianceif.js';
import covariancep from './covariancep.js';
import covariancepif from './covariancepif.js';
import dcount from './dcount.js';
import hll from './hll.js';
import hllMerge from './hll_merge.js';
import makeBag from './make_bag.js';
import makeDictionary from './make_dictionary.js';
import makeList from './make_list.js';
import makeListWithNulls from './make_list_with_nulls.js';
import makeSet from './make_set.js';
import makelist from './makelist.js';
import makeset from './makeset.js';
import max from './max.js';
import min from './min.js';
import percentile from './percentile.js';
import percentiles from './percentiles.js';
import percentilesArray from './percentiles_array.js';
import percentilesw from './percentilesw.js';
import percentileswArray from './percentilesw_array.js';
import percentilew from './percentilew.js';
import stdev from './stdev.js';
import stdevp from './stdevp.js';
import sum from './sum.js';
import takeAny from './take_any.js';
import tdigest from './tdigest.js';
import tdigestMerge from './tdigest_merge.js';
import variance from './variance.js';
import variancep from './variancep.js';

/** Every aggregation function. */
export const aggregates: readonly Aggregate[] = [
  any,
  anyif,
  argMax,
  argMin,
  argmax,
  argmin,
  avg,
  binaryAllAnd,
  binaryAllOr,
  binaryAllXor,
  buildschema,
  cnt,
  count,
  countDistinct,
  countif,
  covariance,
  covarianceif,
  covariancep,
  covariancepif,
  dcount,
  hll,
  hllMerge,
  makeBag,
  makeDictionary,
  makeList,
  makeListWithNulls,
  makeSet,
  makelist,
  makeset,
  max,
  min,
  percentile,
  percentiles,
  percentilesArray,
  percentilesw,
  percentileswArray,
  percentilew,
  stdev,
  stdevp,
  sum,
  takeAny,
  tdigest,
  tdigestMerge,
  variance,
  variancep,
];
