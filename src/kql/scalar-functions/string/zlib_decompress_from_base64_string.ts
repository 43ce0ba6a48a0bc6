import { overload, scalarFunction } from '../../plan/definitions.js';
import { unpack } from './packing.js';

/** @see https://learn.microsoft.com/kusto/query/zlib-base64-decompress-function */
export default scalarFunction('zlib_decompress_from_base64_string', {
  summary: 'Reads a text from base64 of its UTF-8 packed with zlib; empty where it is none.',
  overloads: [overload(['string'], 'string', (text) => unpack(text, 'zlib'))],
});
