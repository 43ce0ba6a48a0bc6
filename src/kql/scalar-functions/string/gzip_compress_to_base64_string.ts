import { overload, scalarFunction } from '../../plan/definitions.js';
import { pack } from './packing.js';

/** @see https://learn.microsoft.com/kusto/query/gzip-base64-compress */
export default scalarFunction('gzip_compress_to_base64_string', {
  summary: 'Packs the UTF-8 of a text with gzip and writes it in base64.',
  gap: 'The packed bytes may differ from the original; they unpack to the same text.',
  overloads: [overload(['string'], 'string', (text) => pack(text, 'gzip'))],
});
