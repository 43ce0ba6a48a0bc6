import { overload, scalarFunction } from '../../plan/definitions.js';
import { hasTerm, wholeTerm } from '../../scalar-operators/string/terms.js';
import { valueText } from '../../types/text.js';

/** @see https://learn.microsoft.com/kusto/query/has-any-index-function */
export default scalarFunction('has_any_index', {
  summary:
    'Finds the first of an array of texts that a text has as a whole term: its place in the array, -1 where there is none.',
  overloads: [
    overload(['string', 'dynamic'], 'long', (text, values) =>
      Array.isArray(values)
        ? values.findIndex((value) => hasTerm(valueText(value, 'dynamic'), wholeTerm, false)(text))
        : null,
    ),
  ],
});
