import {
  type AggregateArguments,
  type AggregateForm,
  type AggregateOverload,
  aggregateOverload,
  type Preparation,
} from '../plan/definitions.js';
import type { Bound } from '../plan/nodes.js';
import { badArgument, raise, unsupported } from '../problems.js';
import {
  addWeighted,
  digestOf,
  digestType,
  mergeWeighted,
  nearestRank,
  percentileOf,
  ranked,
  type Weighted,
} from '../scalar-functions/aggregate-states/digest.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { Json, Value } from '../types/value.js';

interface Shape {
  /** The name that problems tell. */
  readonly name: string;
  /** Whether the second argument is how often the value counts. */
  readonly weighted: boolean;
  readonly percentiles: readonly ('real' | '...real' | 'dynamic')[];
  /** The results are one array, or a column each. */
  readonly array: boolean;
}

/** The types of values that have percentiles; any other is refused. */
const types = ['long', 'real', 'decimal', 'datetime', 'timespan', 'any'] as const;

/** Whether among values of a type there may be some that have no percentile. */
export function mayHaveNone([{ type }]: readonly Bound[]): boolean {
  return type !== 'int' && type !== 'long' && type !== 'datetime' && type !== 'timespan';
}

const everyPercentile = Array.from({ length: 64 }, (_, i) => i + 1);

/** The columns `percentile_x_50`, one for each percentile. */
export function percentileColumns(weighted: boolean) {
  return ({ columns, types: [type], constants }: AggregateArguments) =>
    constants.slice(weighted ? 2 : 1).map((each) => ({
      name: `percentile_${columns[0]}_${String(each).replace(/[^0-9a-z]/gi, '_')}`,
      type: digestType(type) ?? type,
    }));
}

/** Values at percentiles, by nearest rank. */
export function percentilesOf(shape: Shape): AggregateOverload<never>[] {
  const { name, weighted, percentiles, array } = shape;
  return types.map(
    (each) =>
      aggregateOverload(
        [each, ...(weighted ? (['long'] as const) : []), ...percentiles] as unknown as ['any', '...real'],
        array ? 'dynamic' : ([type]) => digestType(type) ?? type,
        (given) => {
          const type = digestType(given.types[0]);
          if (type === undefined)
            return raise(unsupported(name, given.expressions[0].span, `values of type ${given.types[0]}`));
          const wanted = constantPercentiles(given, weighted ? 2 : 1);
          const finish = (pick: (percentile: number) => Value): Value => {
            const values = wanted.map(pick);
            if (!array) return values as Value;
            if (values[0] === null) return raise(unsupported(name, undefined, 'percentiles of no values'));
            return values.map((value) => convertValue(value, type, 'dynamic') as Json);
          };
          const number = given.types[0] === 'decimal' ? Number : (value: Value) => ranked(value, name);
          return (weighted ? ofWeighted(type, number, finish) : ofAll(number, finish)) as AggregateForm<unknown>;
        },
        { literal: weighted ? everyPercentile.slice(1) : everyPercentile },
      ) as AggregateOverload<never>,
  );
}

type Finish = (pick: (percentile: number) => Value) => Value;

function ofAll(number: (value: Value) => Value, finish: Finish): AggregateForm<Value[]> {
  return {
    start: () => [],
    add(all, value) {
      all.push(number(value));
      return all;
    },
    merge: (a, b) => a.concat(b),
    finish(all) {
      const sorted =
        typeof all[0] === 'bigint'
          ? BigInt64Array.from(all as bigint[]).sort()
          : Float64Array.from(all as number[]).sort();
      return finish((percentile) => (all.length === 0 ? null : sorted[nearestRank(all.length, percentile) - 1]));
    },
  };
}

function ofWeighted(type: ScalarType, number: (value: Value) => Value, finish: Finish): AggregateForm<Weighted> {
  return {
    start: () => new Map(),
    add: (all, value, weight) =>
      (weight as bigint) > 0n ? addWeighted(all, number(value), Number(weight), type) : all,
    merge: (a, b) => mergeWeighted(a, b, type),
    finish(all) {
      const digest = digestOf(all, type);
      return finish((percentile) => percentileOf(digest, percentile));
    },
  };
}

function constantPercentiles({ constants, expressions }: Preparation, from: number): number[] {
  const given = constants.slice(from).flatMap((each) => (Array.isArray(each) ? each : [each as Json]));
  return given.map((each, i) => {
    const percentile = typeof each === 'number' ? each : convertValue(each, 'dynamic', 'real');
    if (typeof percentile === 'number' && percentile >= 0 && percentile <= 100) return percentile;
    return raise(
      badArgument('percentile', 'a number from 0 to 100', expressions[Math.min(from + i, expressions.length - 1)].span),
    );
  });
}
