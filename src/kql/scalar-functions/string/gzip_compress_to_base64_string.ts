import { overload, scalarFunction } from '../../plan/definitions.js';
import { pack } from './packing.js';

/** @see https://learn.microsoft.com/kusto/query/gzip-base64-compress */
export default scalarFunction('gzip_compress_to_base64_string', {
  summary: 'Writes base64 of the UTF-8 of a text packed with gzip.',
  gap: 'texts that packing could shorten: of 48 bytes or more, or in which three bytes come again; the empty text',
  overloads: [overload(['string'], 'string', (text) => pack(text, 'gzip'))],
});
