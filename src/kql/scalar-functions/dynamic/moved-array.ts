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
    gap: 'An array that holds strings needs the value to fill with.',
    overloads: [
      prepared(
        ['dynamic', 'long', 'any?'],
        'dynamic',
        ({ types }) =>
          (array, count, fill) => {
            if (!Array.isArray(array) || count === null) return null;
            if (fill === undefined && array.some((each) => typeof each === 'string'))
              raise(unsupported(name, undefined, 'an array of strings without a value to fill with'));
            const filler: Json = fill === undefined ? null : toElement(fill, types[2]);
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
