import { overload, scalarFunction } from '../../plan/definitions.js';
import { encodeBase64 } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-encode-fromarray-function */
export default scalarFunction('base64_encode_fromarray', {
  summary: 'Writes an array of bytes in base64; empty where a value is no byte.',
  overloads: [
    overload(['dynamic'], 'string', (array) => {
      if (!Array.isArray(array)) return '';
      const bytes = array.map(Number);
      return bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)
        ? encodeBase64(Uint8Array.from(bytes))
        : '';
    }),
  ],
});
