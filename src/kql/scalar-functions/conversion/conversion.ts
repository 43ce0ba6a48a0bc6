import { prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';

/** Declares a function that converts a value of any type to one type; null where it cannot be. */
export function conversion(name: string, type: ScalarType, aliases: readonly string[] = []): ScalarFunction {
  return scalarFunction(name, {
    summary: `Converts a value to ${type}${type === 'string' ? '' : '; null where it cannot be'}.`,
    aliases,
    naming: 'first-argument',
    overloads: [
      prepared(
        ['any'],
        type,
        ({ types: [from] }) =>
          (value) =>
            convertValue(value, from, type),
        {
          nulls: 'given',
          columnar: ({ types: [from] }) => (from === type ? ([column]) => column : null),
        },
      ),
    ],
  });
}
