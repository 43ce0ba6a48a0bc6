import { aggregate, aggregateOverload } from '../plan/definitions.js';
import { keyOf } from '../types/compare.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Json, type Value, WholeReal } from '../types/value.js';

/** The most elements that a list or set keeps when the query names no number. */
const mostElements = 1_048_576;

/** A value as an element of a dynamic array: NaN and infinities become text. */
function elementOf(value: Value, type: ScalarType): Json {
  if (value === null || type === 'dynamic' || type === 'string') return value as Json;
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return convertValue(value, type, 'dynamic') as Json;
}

/** An array gives its elements, everything else itself. */
const flat = (json: Json): readonly Json[] => (Array.isArray(json) ? json : [json]);

/** A list of at most so many elements; a null inside a dynamic is an element, another null only where nulls are kept. */
const listOf = (keepsNulls: boolean) =>
  aggregateOverload(
    ['any', 'long?'],
    'dynamic',
    ({ types, constants }) => {
      const most = Number(constants[1] ?? mostElements);
      return {
        start: (): Json[] => [],
        add: (list: Json[], value: Value) => {
          if (value === null && !keepsNulls && types[0] !== 'dynamic') return list;
          for (const each of flat(elementOf(value, types[0]))) if (list.length < most) list.push(each);
          return list;
        },
        merge: (a: Json[], b: Json[]) => [...a, ...b].slice(0, most),
        finish: (list: Json[]) => list,
      };
    },
    { nulls: 'given', literal: [1] },
  );

/** @see https://learn.microsoft.com/kusto/query/make-list-aggregation-function */
export const makeList = aggregate('make_list', {
  summary: 'An array of the values that are not null, in the order they come.',
  aliases: ['makelist'],
  conditional: 'make_list_if',
  columnName: ({ columns }) => `list_${columns[0]}`,
  overloads: [listOf(false)],
});

/** @see https://learn.microsoft.com/kusto/query/make-list-with-nulls-aggregation-function */
export const makeListWithNulls = aggregate('make_list_with_nulls', {
  summary: 'An array of all values, null or not, in the order they come.',
  columnName: ({ columns }) => `list_${columns[0]}`,
  overloads: [listOf(true)],
});

/** @see https://learn.microsoft.com/kusto/query/make-set-aggregation-function */
export const makeSet = aggregate('make_set', {
  summary: 'An array of the different values that are not null, in the order they first come.',
  aliases: ['makeset'],
  conditional: 'make_set_if',
  columnName: ({ columns }) => `set_${columns[0]}`,
  overloads: [
    aggregateOverload(
      ['any', 'long?'],
      'dynamic',
      ({ types, constants }) => {
        const most = Number(constants[1] ?? mostElements);
        const add = (set: Map<unknown, Json>, json: Json) => {
          const key = keyOf(json, 'dynamic');
          if (set.size < most && !set.has(key)) set.set(key, json);
        };
        return {
          start: () => new Map<unknown, Json>(),
          add: (set: Map<unknown, Json>, value: Value) => {
            if (value === null && types[0] !== 'dynamic') return set;
            for (const each of flat(elementOf(value, types[0]))) add(set, each);
            return set;
          },
          merge: (a: Map<unknown, Json>, b: Map<unknown, Json>) => {
            for (const each of b.values()) add(a, each);
            return a;
          },
          finish: (set: Map<unknown, Json>) => [...set.values()],
        };
      },
      { nulls: 'given', literal: [1] },
    ),
  ],
});

/** The first value of a key counts. @see https://learn.microsoft.com/kusto/query/make-bag-aggregation-function */
export const makeBag = aggregate('make_bag', {
  summary: 'One bag of the properties of all bags; of one key the first value counts.',
  aliases: ['make_dictionary'],
  conditional: 'make_bag_if',
  columnName: ({ columns }) => `bag_${columns[0]}`,
  overloads: [
    aggregateOverload(['dynamic', 'long?'], 'dynamic', () => {
      const merge = (bag: { [key: string]: Json }, json: Json) => {
        if (json === null || typeof json !== 'object' || Array.isArray(json) || json instanceof WholeReal) return bag;
        for (const [key, value] of Object.entries(json)) {
          if (!Object.hasOwn(bag, key))
            Object.defineProperty(bag, key, { value, enumerable: true, writable: true, configurable: true });
        }
        return bag;
      };
      return {
        start: (): { [key: string]: Json } => ({}),
        add: merge,
        merge,
        finish: (bag: { [key: string]: Json }) => bag,
      };
    }),
  ],
});
