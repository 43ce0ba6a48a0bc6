import { overload, scalarFunction } from '../../plan/definitions.js';
import { decodePunycode } from './punycode.js';

/** @see https://learn.microsoft.com/kusto/query/punycode-to-string-function */
export default scalarFunction('punycode_to_string', {
  summary: 'Reads a text from Punycode; empty where it is none.',
  overloads: [overload(['string'], 'string', (text) => decodePunycode(text) ?? '')],
});
