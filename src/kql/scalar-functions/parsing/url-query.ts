import type { Json } from '../../types/value.js';

/**
 * The parameters of a URL's query, as they are written, in the order of their names. What has no `=`, no name or no value is no
 * parameter; a name that comes again has the array of its values.
 */
export function queryParameters(query: string): { [name: string]: Json } {
  const found = new Map<string, string[]>();
  for (const part of query.split('&')) {
    const [, name, value] = /^([^=]+)=(.+)$/s.exec(part) ?? [];
    if (name === undefined) continue;
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
