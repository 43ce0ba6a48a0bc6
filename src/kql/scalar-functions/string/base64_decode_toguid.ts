import { overload, scalarFunction } from '../../plan/definitions.js';
import { decodeBase64 } from './bytes.js';
import { guidOfBytes } from './guid-bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-decode-toguid-function */
export default scalarFunction('base64_decode_toguid', {
  summary: 'Reads a guid from base64 of its 16 bytes; null where it is none.',
  overloads: [
    overload(['string'], 'guid', (text) => {
      const bytes = decodeBase64(text);
      return bytes?.length === 16 ? guidOfBytes(bytes) : null;
    }),
  ],
});
