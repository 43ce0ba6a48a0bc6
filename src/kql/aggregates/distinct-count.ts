import { aggregateOverload, type GroupedForm, type ParameterType } from '../plan/definitions.js';
import { keyOf } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Value } from '../types/value.js';
import { DistinctPairs } from './distinct-pairs.js';

/** The count of different values that are not null. */
export function distinctCount(type: ParameterType, withAccuracy: boolean) {
  return aggregateOverload(
    (withAccuracy ? [type, 'long?'] : [type]) as [ParameterType],
    'long',
    ({ types }) => ({
      start: () => new Set<unknown>(),
      add: (seen: Set<unknown>, value: Value) => seen.add(keyOf(value, types[0])),
      merge(a: Set<unknown>, b: Set<unknown>) {
        for (const each of b) a.add(each);
        return a;
      },
      finish: (seen: Set<unknown>) => seen.size,
    }),
    { literal: [1], grouped: ({ types }) => groupDistinct(types[0]) },
  );
}

function groupDistinct(type: ScalarType): GroupedForm {
  const pairs = new DistinctPairs(type);
  return {
    add: ([column], ids, length, size) => pairs.add(column, ids, length, size),
    finish(size) {
      const { starts } = pairs.finish(size);
      const values = new Float64Array(size);
      for (let group = 0; group < size; group++) values[group] = starts[group + 1] - starts[group];
      return [{ type: 'long', values, nulls: undefined }];
    },
  };
}
