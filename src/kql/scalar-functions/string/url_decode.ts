import { overload, scalarFunction } from '../../plan/definitions.js';
import { percentDecode } from './percent-encoding.js';

/** @see https://learn.microsoft.com/kusto/query/url-decode-function */
export default scalarFunction('url_decode', {
  summary: 'Reads a text out of its form for URLs.',
  overloads: [overload(['string'], 'string', percentDecode)],
});
