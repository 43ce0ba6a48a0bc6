import { overload, type Preparation, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { notConstant, raise, unsupported, wrongArguments } from '../../problems.js';
import { compareText } from '../../types/compare.js';
import { parseTimespan } from '../../types/ticks.js';
import { type Json, type Value, WholeReal } from '../../types/value.js';
import { distinct } from './element.js';

/** Numbers stand before texts and these before all else, upwards and downwards. */
function rank(json: Json): number {
  if (typeof json === 'number' || typeof json === 'bigint' || json instanceof WholeReal) return 0;
  return typeof json === 'string' ? 1 : 2;
}

function compare(a: Json, b: Json): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const [left, right] = [a, b].map((each) => (each instanceof WholeReal ? each.value : each)) as [number, number];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The places of an array's elements in their order. */
function placesInOrder(name: string, array: readonly Json[], sign: 1 | -1, nullsLast: boolean): number[] {
  requireOrder(name, array);
  const places = array.map((_, i) => i);
  const nulls = places.filter((i) => array[i] === null);
  const sorted = places
    .filter((i) => array[i] !== null)
    .sort((a, b) => {
      const kind = rank(array[a]);
      return kind - rank(array[b]) || (kind === 2 ? 0 : sign * compare(array[a], array[b]));
    });
  return nullsLast ? [...sorted, ...nulls] : [...nulls, ...sorted];
}

/** A time as an array holds it: its text, whose order is not that of the times where some have days or a sign. */
const timespan = /^-?(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d{7})?$/;

/** Refuses arrays whose order is not known. */
function requireOrder(name: string, array: readonly Json[]): void {
  const others = array.filter((each) => each !== null && rank(each) === 2);
  if (others.length > 1 && distinct(others).size > 1)
    raise(unsupported(name, undefined, 'in what order truth values, arrays and bags stand is not known'));
  const times = array.filter((each): each is string => typeof each === 'string' && timespan.test(each));
  if (times.length < 2) return;
  const byText = times.toSorted(compareText).map(parseTimespan);
  if (byText.some((each, i) => i > 0 && (each as bigint) < (byText[i - 1] as bigint)))
    raise(
      unsupported(name, undefined, 'whether texts of times with days or a sign are put in order as times is not known'),
    );
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
    gap: 'Differing truth values, arrays and bags, and texts of times with days or a sign',
    outputs: ({ columns, types }) =>
      types
        .filter((type) => type !== 'bool')
        .map((_, i) => ({ name: columns[i] ? `${columns[i]}_sorted` : `array${i}_sorted`, type: 'dynamic' })),
    overloads: [
      overload(
        ['dynamic', 'bool?'],
        'dynamic',
        (array, nullsLast = true) =>
          Array.isArray(array) ? placesInOrder(name, array, sign, nullsLast).map((i) => array[i]) : null,
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
            const places = placesInOrder(name, first, sign, nullsLast);
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
