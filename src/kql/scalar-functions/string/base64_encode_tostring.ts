import { overload, scalarFunction } from '../../plan/definitions.js';
import { encodeBase64, utf8Bytes } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-encode-tostring-function */
export default scalarFunction('base64_encode_tostring', {
  summary: 'Writes the UTF-8 of a text in base64.',
  aliases: ['base64_encodestring'],
  overloads: [overload(['string'], 'string', (text) => encodeBase64(utf8Bytes(text)))],
});
