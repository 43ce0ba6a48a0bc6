import { overload, scalarFunction } from '../../plan/definitions.js';
import { testedTexts } from '../../scalar-operators/string/tested-column.js';

/** @see https://learn.microsoft.com/kusto/query/isnotempty-function */
export default scalarFunction('isnotempty', {
  summary: 'Whether a text is not empty and a value not null.',
  aliases: ['notempty'],
  overloads: [
    overload(['any'], 'bool', (value) => value !== null && value !== '', {
      nulls: 'given',
      columnar: ({ types }) => (types[0] === 'string' ? testedTexts((text) => text !== '') : null),
    }),
  ],
});
