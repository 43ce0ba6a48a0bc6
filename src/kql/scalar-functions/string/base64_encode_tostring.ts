import { Buffer } from 'node:buffer';
import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/base64-encode-tostring-function */
export default scalarFunction('base64_encode_tostring', {
  summary: 'Writes the UTF-8 of a text in base64.',
  aliases: ['base64_encodestring'],
  overloads: [overload(['string'], 'string', (text) => Buffer.from(text, 'utf8').toString('base64'))],
});
