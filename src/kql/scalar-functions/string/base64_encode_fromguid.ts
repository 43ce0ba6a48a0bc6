import { overload, scalarFunction } from '../../plan/definitions.js';
import { encodeBase64 } from './bytes.js';
import { bytesOfGuid } from './guid-bytes.js';

/** @see https://learn.microsoft.com/kusto/query/base64-encode-fromguid-function */
export default scalarFunction('base64_encode_fromguid', {
  summary: 'Writes the 16 bytes of a guid in base64.',
  overloads: [overload(['guid'], 'string', (guid) => encodeBase64(bytesOfGuid(guid)))],
});
