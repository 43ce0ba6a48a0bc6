import type { ScalarFunction } from '../../plan/definitions.js';
import next from './next.js';
import prev from './prev.js';
import rowCumsum from './row_cumsum.js';
import rowNumber from './row_number.js';
import rowRankDense from './row_rank_dense.js';
import rowRankMin from './row_rank_min.js';
import rowWindowSession from './row_window_session.js';

/** The functions that look at other rows than their own: their input must have an order. */
export const windowFunctions: readonly ScalarFunction[] = [
  next,
  prev,
  rowCumsum,
  rowNumber,
  rowRankDense,
  rowRankMin,
  rowWindowSession,
];
