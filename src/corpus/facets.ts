import type { FacetEntry, FacetName, RuleSummary } from './model.js';

const VALUES: { readonly [name in FacetName]: (rule: RuleSummary) => readonly string[] } = {
  severity: (rule) => (rule.severity === null ? [] : [rule.severity]),
  kind: (rule) => [rule.kind],
  tactic: (rule) => rule.tactics,
  technique: (rule) => rule.techniques,
  table: (rule) => rule.tables,
  function: (rule) => rule.functions,
  connector: (rule) => rule.connectors,
  evaluable: (rule) => [rule.evaluable],
  classification: (rule) => [rule.classification],
  status: (rule) => (rule.status === null ? [] : [rule.status]),
};

/** The values that a rule has for a facet, each once. */
export function facetValues(name: FacetName, rule: RuleSummary): readonly string[] {
  return [...new Set(VALUES[name](rule))];
}

/** Counts a facet's values over rules, commonest first. */
export function countFacet(name: FacetName, rules: readonly RuleSummary[]): readonly FacetEntry[] {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    for (const value of facetValues(name, rule)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
