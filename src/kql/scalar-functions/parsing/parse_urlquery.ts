import { overload, scalarFunction } from '../../plan/definitions.js';
import { queryParameters } from './url-query.js';

/** @see https://learn.microsoft.com/kusto/query/parse-url-query-function */
export default scalarFunction('parse_urlquery', {
  summary: 'Takes the parameters of the query part of a URL apart.',
  aliases: ['parseurlquery'],
  overloads: [overload(['string'], 'dynamic', (query) => ({ 'Query Parameters': queryParameters(query) }))],
});
