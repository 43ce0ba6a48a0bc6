import { overload, scalarFunction } from '../../plan/definitions.js';
import { encodePunycode } from './punycode.js';

/** @see https://learn.microsoft.com/kusto/query/punycode-from-string-function */
export default scalarFunction('punycode_from_string', {
  summary: 'Writes a text in Punycode.',
  overloads: [overload(['string'], 'string', encodePunycode)],
});
