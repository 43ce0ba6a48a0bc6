import { overload, scalarFunction } from '../../plan/definitions.js';
import { percentEncode } from './percent-encoding.js';

/** @see https://learn.microsoft.com/kusto/query/url-encode-component-function */
export default scalarFunction('url_encode_component', {
  summary: 'Writes a text so that it can stand in a URL, with %20 for each space.',
  overloads: [overload(['string'], 'string', percentEncode)],
});
