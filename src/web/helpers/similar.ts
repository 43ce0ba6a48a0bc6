import type { Catalog, RuleModel } from '../../corpus/index.js';
import { type RuleRow, ruleRow } from './rule-row.js';
import { quantity } from './words.js';

/** A rule beside another, with how much they share. */
export interface SimilarRule {
  readonly row: RuleRow;
  readonly shared: string;
}

const listedAtMost = 5;

/** The rules with which a rule shares most of what it looks for. */
export function similarTo(catalog: Catalog, rule: RuleModel): SimilarRule[] {
  const shared = new Map<string, Set<string>>();
  for (const one of rule.indicators) {
    if (one.scope) continue;
    for (const use of catalog.indicator(one.id)?.uses ?? []) {
      if (use.slug === rule.slug || use.polarity !== 'match') continue;
      const ids = shared.get(use.slug) ?? new Set();
      shared.set(use.slug, ids.add(one.id));
    }
  }
  return [...shared]
    .sort((left, right) => right[1].size - left[1].size)
    .slice(0, listedAtMost)
    .flatMap(([slug, ids]) => {
      const summary = catalog.summary(slug);
      return summary === undefined ? [] : [{ row: ruleRow(summary), shared: quantity(ids.size, 'indicator') }];
    });
}
