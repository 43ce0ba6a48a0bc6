import { aggregate, aggregateOverload } from '../plan/definitions.js';
import {
  addWeighted,
  digestOf,
  digestState,
  mergeWeighted,
  ranked,
  type Weighted,
} from '../scalar-functions/aggregate-states/digest.js';
import type { Value } from '../types/value.js';

/** An int gives a digest of longs, a decimal one of reals. */
const kinds = [
  ['long', 'long'],
  ['real', 'real'],
  ['decimal', 'real'],
  ['datetime', 'datetime'],
  ['timespan', 'timespan'],
] as const;

/** The state holds the values themselves, so that percentiles are exact. @see https://learn.microsoft.com/kusto/query/tdigest-aggregation-function */
export default aggregate('tdigest', {
  summary: 'A state from which percentile_tdigest() takes percentiles.',
  gap: 'NaN among the values',
  overloads: kinds.map(([given, type]) =>
    aggregateOverload(
      [given, 'long?'],
      'dynamic',
      () => ({
        start: (): Weighted => new Map(),
        add: (all: Weighted, value: Value | undefined, weight: bigint | undefined) =>
          addWeighted(
            all,
            given === 'decimal' ? Number(value) : ranked(value as Value, 'tdigest'),
            Number(weight ?? 1n),
            type,
          ),
        merge: (a: Weighted, b: Weighted) => mergeWeighted(a, b, type),
        finish: (all: Weighted) => digestState(digestOf(all, type)),
      }),
      { exact: true },
    ),
  ),
});
