import { overload, scalarFunction } from '../../plan/definitions.js';
import { percentEncode } from './percent-encoding.js';

/** @see https://learn.microsoft.com/kusto/query/url-encode-function */
export default scalarFunction('url_encode', {
  summary: 'Writes a text so that it can stand in a URL, with a plus for each space.',
  overloads: [overload(['string'], 'string', (text) => percentEncode(text).replaceAll('%20', '+'), { exact: true })],
});
