import { aggregateOverload, type GroupedForm } from '../plan/definitions.js';
import { valueReader } from '../types/column.js';
import { keyOf } from '../types/compare.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Json, Value } from '../types/value.js';
import { DistinctPairs } from './distinct-pairs.js';
import { elementOf, flat, mostOf } from './list-elements.js';

type Elements = Map<unknown, Json>;

/** The different values, of at most so many; arrays give their elements. */
export function setOf(mostUnlessGiven?: number) {
  return aggregateOverload(
    ['any', 'long?'],
    'dynamic',
    ({ types: [type], constants }) => {
      const most = mostOf(constants[1], mostUnlessGiven);
      const put = (set: Elements, key: unknown, element: Json) => {
        if (set.size < most && !set.has(key)) set.set(key, element);
      };
      return {
        start: (): Elements => new Map(),
        add(set: Elements, value: Value) {
          if (type === 'dynamic') for (const each of flat(value as Json)) put(set, keyOf(each, type), each);
          else if (value !== null) put(set, keyOf(value, type), elementOf(value, type));
          return set;
        },
        merge(a: Elements, b: Elements) {
          for (const [key, element] of b) put(a, key, element);
          return a;
        },
        finish: (set: Elements) => [...set.values()],
      };
    },
    {
      nulls: 'given',
      literal: [1],
      grouped: ({ types, constants }) => groupSets(types[0], mostOf(constants[1], mostUnlessGiven)),
    },
  );
}

/** Arrays must be taken apart, so dynamics have no such form. */
function groupSets(type: ScalarType, most: number): GroupedForm | null {
  if (type === 'dynamic') return null;
  const pairs = new DistinctPairs(type);
  return {
    add: ([column], ids, length, size) => pairs.add(column, ids, length, size),
    finish(size) {
      const { starts, codes, values } = pairs.finish(size);
      const read = valueReader(values);
      const sets: Json[] = [];
      for (let group = 0; group < size; group++) {
        const set: Json[] = [];
        for (let i = starts[group]; i < starts[group + 1] && set.length < most; i++) {
          const value = read(codes[i]);
          if (value !== null) set.push(elementOf(value, type));
        }
        sets.push(set);
      }
      return [{ type: 'dynamic', values: sets }];
    },
  };
}
