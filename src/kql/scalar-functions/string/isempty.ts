import { overload, scalarFunction } from '../../plan/definitions.js';
import { testedTexts } from '../../scalar-operators/string/tested-column.js';

/** @see https://learn.microsoft.com/kusto/query/isempty-function */
export default scalarFunction('isempty', {
  summary: 'Whether a text is empty or a value null.',
  overloads: [
    overload(['any'], 'bool', (value) => value === null || value === '', {
      nulls: 'given',
      columnar: ({ types }) => (types[0] === 'string' ? testedTexts((text) => text === '') : null),
    }),
  ],
});
