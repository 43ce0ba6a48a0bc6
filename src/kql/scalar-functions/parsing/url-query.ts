import { raise, unsupported } from '../../problems.js';
import type { Json } from '../../types/value.js';

/**
 * The parameters of a URL's query, as they are written, in the order of their names. What has no `=` is no parameter.
 * Which value counts of a name that comes twice is not known.
 */
export function queryParameters(query: string): { [name: string]: Json } {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    if (name === undefined) continue;
    if (name === '') raise(unsupported('a URL with a parameter that has no name'));
    if (found.has(name) && found.get(name) !== value) raise(unsupported('a URL with a parameter that comes twice'));
    found.set(name, value);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
