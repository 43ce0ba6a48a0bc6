import { badArgument, raise, unsupported } from '../../problems.js';
import { compareValues, keyOf } from '../../types/compare.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import type { Json, Value } from '../../types/value.js';

/*
 * What tdigest() gives: the different values themselves and how often each is there, where the engine merges neighbours. It prints
 * as `[["long"],[values],[counts]]`. Percentiles of rows are taken from the same.
 */

/** Values with their weights, by what tells values apart. */
export type Weighted = Map<unknown, { readonly value: Value; weight: number }>;

export interface Digest {
  readonly type: ScalarType;
  /** In ascending order. */
  readonly values: readonly Value[];
  readonly weights: readonly number[];
}

/** The type that a digest of such values has; undefined where there is none. */
export function digestType(type: ScalarType): ScalarType | undefined {
  switch (type) {
    case 'int':
      return 'long';
    case 'decimal':
      return 'real';
    case 'long':
    case 'real':
    case 'datetime':
    case 'timespan':
      return type;
    default:
      return undefined;
  }
}

/** Refuses NaN, of which nobody knows where the engine puts it. */
export function ranked(value: Value, construct: string): Value {
  return Number.isNaN(value) ? raise(unsupported(construct, undefined, 'NaN among the values')) : value;
}

/** Adds a value of the digest's type. */
export function addWeighted(weighted: Weighted, value: Value, weight: number, type: ScalarType): Weighted {
  const key = keyOf(value, type);
  const known = weighted.get(key);
  if (known === undefined) weighted.set(key, { value, weight });
  else known.weight += weight;
  return weighted;
}

export function mergeWeighted(a: Weighted, b: Weighted, type: ScalarType): Weighted {
  for (const { value, weight } of b.values()) addWeighted(a, value, weight, type);
  return a;
}

export function digestOf(weighted: Weighted, type: ScalarType): Digest {
  const sorted = [...weighted.values()].sort((a, b) => compareValues(a.value, b.value, type));
  return { type, values: sorted.map(({ value }) => value), weights: sorted.map(({ weight }) => weight) };
}

/** The place of a percentile among so many values, from 1 on. */
export function nearestRank(total: number, percentile: number): number {
  if (!(percentile >= 0 && percentile <= 100)) return raise(badArgument('percentile', 'a number from 0 to 100'));
  const exact = (total * percentile) / 100;
  // 99.9 % of 1000 is 999, whatever the last bits of the product say.
  const near = Math.round(exact);
  return Math.max(1, Math.abs(exact - near) <= 1e-12 * near ? near : Math.ceil(exact));
}

/** The value at the nearest rank; null of nothing. */
export function percentileOf(digest: Digest, percentile: number): Value {
  const { values, weights } = digest;
  const rank = nearestRank(totalOf(digest), percentile);
  let reached = 0;
  for (let i = 0; i < values.length; i++) {
    reached += weights[i];
    if (reached >= rank) return values[i];
  }
  return null;
}

/** How many values are not above one. */
export function rankOf({ type, values, weights }: Digest, value: Value, given: ScalarType, construct: string): number {
  if (digestType(given) !== type && !(type === 'real' && given !== 'datetime' && given !== 'timespan'))
    return raise(unsupported(construct, undefined, `a value of type ${given} in a digest of type ${type}`));
  const wanted = convertValue(value, given, type);
  return values.reduce<number>(
    (rank, each, i) => (compareValues(each, wanted, type) <= 0 ? rank + weights[i] : rank),
    0,
  );
}

export function totalOf({ weights }: Digest): number {
  return weights.reduce((sum, each) => sum + each, 0);
}

export function digestState({ type, values, weights }: Digest): Json {
  return [[type], values.map((value) => convertValue(value, type, 'dynamic') as Json), [...weights]];
}

/** Reads a state; one that our tdigest() did not make is refused, as it does not name its type. */
export function digestFrom(state: Json, construct: string): Digest {
  const parts = Array.isArray(state) && state.length === 3 && state.every(Array.isArray) ? (state as Json[][]) : [[]];
  const [[type], values, weights] = parts;
  if (typeof type !== 'string' || digestType(type as ScalarType) !== type)
    return raise(unsupported(construct, undefined, 'a state that tdigest() did not make here'));
  return {
    type: type as ScalarType,
    values: values.map((each) => convertValue(each, 'dynamic', type as ScalarType)),
    weights: weights as number[],
  };
}

/** One digest of the values of several, which must be of one type. */
export function mergeDigests(digests: readonly Digest[], construct: string): Digest {
  const [{ type }] = digests;
  const all: Weighted = new Map();
  for (const each of digests) {
    if (each.type !== type)
      return raise(unsupported(construct, undefined, `digests of the types ${type} and ${each.type} together`));
    for (const [i, value] of each.values.entries()) addWeighted(all, value, each.weights[i], type);
  }
  return digestOf(all, type);
}
