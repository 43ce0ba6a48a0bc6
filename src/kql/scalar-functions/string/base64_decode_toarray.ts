import { overload, scalarFunction } from '../../plan/definitions.js';
import { decodeBase64 } from './bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-decode-toarray-function */
export default scalarFunction('base64_decode_toarray', {
  summary: 'Reads bytes from base64 into an array of numbers; null where it is no base64.',
  overloads: [
    overload(['string'], 'dynamic', (text) => {
      const bytes = decodeBase64(text);
      return bytes && [...bytes];
    }),
  ],
});
