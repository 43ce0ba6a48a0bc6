/** The addresses of the pages, in one place. */
export const link = {
  rule: (slug: string) => `/rules/${encodeURIComponent(slug)}`,
  run: (slug: string) => `/rules/${encodeURIComponent(slug)}/evaluate`,
  tactic: (name: string) => `/tactics/${encodeURIComponent(name)}`,
  technique: (id: string) => `/techniques/${encodeURIComponent(id)}`,
  table: (name: string) => `/tables/${encodeURIComponent(name)}`,
  field: (name: string) => `/fields/${encodeURIComponent(name)}`,
  indicator: (id: string) => `/indicators/${encodeURIComponent(id)}`,
  search: (words: string) => `/search?q=${encodeURIComponent(words)}`,
  rulesWith: (facet: string, value: string) => `/rules?${new URLSearchParams({ [facet]: value })}`,
};

/** An address with its query string, from names that may have several values. */
export function address(path: string, query: Readonly<Record<string, readonly string[]>>): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) for (const value of values) parameters.append(name, value);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
