import { overload, scalarFunction } from '../../plan/definitions.js';
import { unpack } from './packing.js';

/** @see https://learn.microsoft.com/kusto/query/gzip-base64-decompress */
export default scalarFunction('gzip_decompress_from_base64_string', {
  summary: 'Reads a text from base64 of its UTF-8 packed with gzip; empty where it is none.',
  overloads: [overload(['string'], 'string', (text) => unpack(text, 'gzip'))],
});
