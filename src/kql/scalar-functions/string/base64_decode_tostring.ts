import { overload, scalarFunction } from '../../plan/definitions.js';
import { decodeBase64, utf8Text } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-decode-tostring-function */
export default scalarFunction('base64_decode_tostring', {
  summary: 'Reads a text from base64 of its UTF-8; empty where it is none.',
  aliases: ['base64_decodestring'],
  overloads: [overload(['string'], 'string', (text) => utf8Text(decodeBase64(text)) ?? '')],
});
