import { overload, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';
import { queryParameters } from './url-query.js';

/**
 * A scheme, a user with a password (a user alone counts as part of the host), a host up to its last colon, a port, a path, a query
 * and a fragment. The engine reads IPv6 hosts like that, too: `[2001:db8::7]` has the port `7]`. A slash that ends the text and
 * is all of its path is no path.
 */
const form =
  /^([^:/?#]+):\/\/(?:([^:@/?#]*):([^@/?#]*)@)?([^/?#]*?)(?::([^:/?#]*))?(?:\/$|(\/[^?#]*))?(?:\?([^#]*))?(?:#(.*))?$/s;

/** @see https://learn.microsoft.com/kusto/query/parse-url-function */
export default scalarFunction('parse_url', {
  summary: 'Takes an absolute URL apart; all parts are empty where it has no scheme.',
  aliases: ['parseurl'],
  gap: 'a query without the URL before it',
  overloads: [overload(['string'], 'dynamic', partsOf)],
});

function partsOf(url: string): Json {
  const match = form.exec(url);
  if (match === null && url.includes('?'))
    raise(unsupported('parse_url', undefined, 'what it makes of a query without a scheme and a host is not known'));
  const [, scheme = '', user = '', password = '', host = '', port = '', path = '', query = '', fragment = ''] =
    match ?? [];
  return {
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: user,
    Password: password,
    'Query Parameters': queryParameters(query),
    Fragment: fragment,
  };
}
