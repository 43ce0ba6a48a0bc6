import { aggregates } from '../../../src/kql/aggregates/index.js';
import type { AggregateDefinition, Preparation } from '../../../src/kql/plan/definitions.js';
import type { Bound } from '../../../src/kql/plan/nodes.js';
import { hllState } from '../../../src/kql/scalar-functions/aggregate-states/hll-state.js';
import { type ScalarType, scalarTypes } from '../../../src/kql/types/scalar-type.js';
import type { Value } from '../../../src/kql/types/value.js';

type AggregateOverload = AggregateDefinition['overloads'][number];

/** An aggregate as it may be called: with types for its arguments, and constants where it needs them. */
export interface AggregateCallCase {
  readonly title: string;
  readonly overload: AggregateOverload;
  readonly several: boolean;
  readonly types: readonly ScalarType[];
  readonly given: Preparation;
  /** The only values that an argument takes, for those that take no others. */
  readonly values?: readonly Value[];
}

/** What an argument is that only a constant may be; by the aggregate's name. */
const constants: Record<string, readonly (Value | undefined)[]> = {
  percentile: [undefined, 50],
  percentiles: [undefined, 5, 99.9],
  percentiles_array: [undefined, 5, 50],
  percentilew: [undefined, undefined, 50],
  percentilesw: [undefined, undefined, 0, 75],
  percentilesw_array: [undefined, undefined, 100],
  make_list: [undefined, 7n],
  make_set: [undefined, 3n],
  make_bag: [undefined, 2n],
};

/** What only an earlier aggregate makes. */
const states: Record<string, readonly Value[]> = {
  hll_merge: [hllState(['long:1', 'long:2']), hllState(['long:2']), hllState([])],
  tdigest_merge: [
    [['long'], [1, 2], [1, 3]],
    [['long'], [2, 5], [1, 1]],
  ],
  buildschema: [{ x: 1, y: 3.5 }, { x: 'some', z: [1, 'a'] }, { y: { w: 'z' } }],
};

/** Every overload of every aggregate, a parameter of any type once for each type. */
export function* calls(): Generator<AggregateCallCase> {
  for (const { name, overloads, outputs } of aggregates) {
    for (const overload of overloads) {
      for (const types of typesOf(overload, constants[name]?.length ?? 0)) {
        const given = prepared(types, constants[name] ?? []);
        if (!takes(overload, given)) continue;
        yield {
          title: `${name}(${types.join(', ')})`,
          overload,
          several: outputs !== undefined,
          types,
          given,
          ...(states[name] && { values: states[name] }),
        };
      }
    }
  }
}

const numberTypes = ['int', 'long', 'real', 'decimal'] as const;

function typesOf({ parameters }: AggregateOverload, most: number): ScalarType[][] {
  const [first, ...others] = parameters;
  if (first === undefined) return [[]];
  const more = others.filter((each, i) => (!each.optional && !each.rest) || i + 1 < most);
  const firstTypes =
    first.type === 'any' ? scalarTypes : first.type === 'number' ? numberTypes : [first.type as ScalarType];
  return firstTypes.map((type) => [
    type,
    ...more.map((each) => (each.type === 'any' ? 'string' : each.type === 'number' ? type : (each.type as ScalarType))),
  ]);
}

function prepared(types: readonly ScalarType[], given: readonly (Value | undefined)[]): Preparation {
  const span = { start: 0, end: 0 };
  return {
    types,
    constants: types.map((_, i) => given[i]),
    expressions: types.map((type): Bound => ({ is: 'column', name: 'x', type, span })),
    context: { now: 0n, random: () => 0.5 },
  };
}

/** Whether it does not refuse such arguments. */
function takes(overload: AggregateOverload, given: Preparation): boolean {
  try {
    overload.prepare(given);
    return true;
  } catch {
    return false;
  }
}
