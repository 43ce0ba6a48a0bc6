import { overload, scalarFunction } from '../../plan/definitions.js';
import { pack } from './packing.js';

/** @see https://learn.microsoft.com/kusto/query/zlib-base64-compress-function */
export default scalarFunction('zlib_compress_to_base64_string', {
  summary: 'Packs the UTF-8 of a text with zlib and writes it in base64.',
  gap: 'The packed bytes may differ from the original; they unpack to the same text.',
  overloads: [overload(['string'], 'string', (text) => pack(text, 'zlib'))],
});
