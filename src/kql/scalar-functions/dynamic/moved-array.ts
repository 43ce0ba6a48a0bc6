import { overload, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { toElement } from './element.js';

/** Declares a function that turns an array around: what leaves at one end comes in at the other. */
export function rotation(name: string, direction: 1 | -1): ScalarFunction {
  return scalarFunction(name, {
    summary: `Moves the elements of an array to the ${direction === 1 ? 'left' : 'right'}, those at the end back to the other end.`,
    overloads: [
      overload(['dynamic', 'long'], 'dynamic', (array, count) => {
        if (!Array.isArray(array)) return null;
        if (array.length === 0) return array;
        const by = Number((BigInt(direction) * count) % BigInt(array.length));
        return [...array.slice(by), ...array.slice(0, by)];
      }),
    ],
  });
}

/** Declares a function that moves an array's elements and fills the places that become free. */
export function shift(name: string, direction: 1 | -1): ScalarFunction {
  return scalarFunction(name, {
    summary: `Moves the elements of an array to the ${direction === 1 ? 'left' : 'right'} and fills the free places with nulls or a value.`,
    gap: 'An array of strings and others needs the value to fill with.',
    overloads: [
      prepared(
        ['dynamic', 'long', 'any?'],
        'dynamic',
        ({ types }) =>
          (array, count, fill) => {
            if (!Array.isArray(array) || count === null) return null;
            const filler = fill === undefined ? usualFiller(name, array) : toElement(fill, types[2]);
            const by = BigInt(direction) * count;
            return array.map((_, i) => {
              const from = BigInt(i) + by;
              return from < 0n || from >= BigInt(array.length) ? filler : array[Number(from)];
            });
          },
        { nulls: 'given' },
      ),
    ],
  });
}

/** What fills the free places unless it is told: an empty text among texts. */
function usualFiller(name: string, array: readonly Json[]): Json {
  const texts = array.filter((each) => typeof each === 'string').length;
  if (texts === 0) return null;
  if (texts === array.length) return '';
  return raise(unsupported(name, undefined, 'an array of strings and others without a value to fill with'));
}
