import { invariant } from '../../../base/invariant.js';
import { type Columnar, prepared, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { valueText } from '../../types/text.js';

/**
 * Declares a function that converts a value of any type to one type; null where it cannot be.
 * @param relevant takes out of a text, which is a constant or changes by row, what counts of it
 */
export function conversion(
  name: string,
  type: ScalarType,
  aliases: readonly string[] = [],
  relevant: (text: string, constant: boolean) => string = (text) => text,
): ScalarFunction {
  return scalarFunction(name, {
    summary: `Converts a value to ${type}${type === 'string' ? '' : '; null where it cannot be'}.`,
    aliases,
    naming: 'first-argument',
    overloads: [
      prepared(
        ['any'],
        type,
        ({ types: [from], constants: [constant] }) =>
          (value) =>
            convertValue(typeof value === 'string' ? relevant(value, constant !== undefined) : value, from, type),
        {
          nulls: 'given',
          columnar: ({ types: [from] }) =>
            from === type ? ([column]) => column : from === 'dynamic' && type === 'string' ? textsOfDynamics : null,
        },
      ),
    ],
  });
}

const textsOfDynamics: Columnar = ([column], rows, length) => {
  invariant(column.type === 'dynamic', 'the argument is a dynamic');
  const values = new Array<string>(length).fill('');
  const count = rows === null ? length : rows.length;
  for (let k = 0; k < count; k++) {
    const row = rows === null ? k : rows[k];
    const json = column.values[row];
    values[row] = typeof json === 'string' ? json : valueText(json, 'dynamic');
  }
  return { type: 'string', codes: undefined, values };
};
