import { overload, type Preparation, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { notConstant, raise, wrongArguments } from '../../problems.js';
import { type Json, type Value, WholeReal } from '../../types/value.js';

function rank(json: Json): number {
  if (typeof json === 'boolean') return 0;
  if (typeof json === 'number' || typeof json === 'bigint' || json instanceof WholeReal) return 1;
  return typeof json === 'string' ? 2 : 3;
}

function compare(a: Json, b: Json): number {
  const kind = rank(a);
  if (kind !== rank(b) || kind === 3) return kind - rank(b);
  const [left, right] = [a, b].map((each) => (each instanceof WholeReal ? each.value : each)) as [number, number];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The places of an array's elements in their order. */
function placesInOrder(array: readonly Json[], sign: 1 | -1, nullsLast: boolean): number[] {
  const places = array.map((_, i) => i);
  const nulls = places.filter((i) => array[i] === null);
  const sorted = places.filter((i) => array[i] !== null).sort((a, b) => sign * compare(array[a], array[b]));
  return nullsLast ? [...sorted, ...nulls] : [...nulls, ...sorted];
}

/** Checks the arguments of a call over several arrays: a constant bool may stand behind them. */
function requireArrays(name: string, { types, expressions, constants }: Preparation): void {
  types.forEach((type, i) => {
    if (type === 'dynamic') return;
    if (type !== 'bool' || i < types.length - 1) raise(wrongArguments(name, types, expressions[i].span));
    if (constants[i] === undefined) raise(notConstant(name, expressions[i].span));
  });
}

/** Declares a function that sorts an array, and others along with it; nulls stand last unless it is told otherwise. */
export function sorting(name: string, sign: 1 | -1): ScalarFunction {
  return scalarFunction(name, {
    summary: `Sorts an array ${sign === 1 ? 'upwards' : 'downwards'} and others along with it; null for what is none.`,
    outputs: ({ columns, types }) =>
      types
        .filter((type) => type !== 'bool')
        .map((_, i) => ({ name: columns[i] ? `${columns[i]}_sorted` : `array${i}_sorted`, type: 'dynamic' })),
    overloads: [
      overload(
        ['dynamic', 'bool?'],
        'dynamic',
        (array, nullsLast = true) =>
          Array.isArray(array) ? placesInOrder(array, sign, nullsLast).map((i) => array[i]) : null,
        { exact: true, literal: [1] },
      ),
      prepared(
        ['dynamic', 'dynamic', '...any'],
        'dynamic',
        (given) => {
          requireArrays(name, given);
          const nullsLast = given.types.at(-1) !== 'bool' || given.constants.at(-1) !== false;
          return (...values: Value[]) => {
            const arrays = values.slice(0, given.types.filter((type) => type !== 'bool').length) as Json[];
            const [first] = arrays;
            if (!Array.isArray(first)) return arrays.map(() => null);
            const places = placesInOrder(first, sign, nullsLast);
            return arrays.map((array) =>
              Array.isArray(array) && array.length === first.length ? places.map((i) => array[i]) : null,
            );
          };
        },
        { exact: true, nulls: 'given' },
      ),
    ],
  });
}
