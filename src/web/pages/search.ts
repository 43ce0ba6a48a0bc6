import type { Catalog } from '../../corpus/index.js';
import type { Search } from '../../search/index.js';
import { findTactic, findTechnique } from '../helpers/attack.js';
import { type IndicatorRow, indicatorRow } from '../helpers/indicator-row.js';
import { link } from '../helpers/link.js';
import { nearest } from '../helpers/nearest.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { listed, quantity } from '../helpers/words.js';
import type { Suggestion } from '../refusal.js';

/** What the words of a search found. */
export interface SearchPage {
  readonly words: string;
  readonly asked: boolean;
  readonly found: string;
  /** How loosely the words were taken, where they were. */
  readonly by: string;
  readonly moreRules: number;
  readonly moreIndicators: number;
  /** The same search with longer lists. */
  readonly more: string;
  readonly rules: readonly (RuleRow & { readonly foundIn: string })[];
  readonly indicators: readonly IndicatorRow[];
  /** Pages that the words name exactly. */
  readonly exact: readonly (Suggestion & { readonly what: string })[];
  readonly nearest: readonly Suggestion[];
  readonly examples: readonly Suggestion[];
}

const manners = {
  all: '',
  nearly: 'No rule has these words exactly; these have words near them.',
  some: 'No rule has all of these words; these have some of them.',
};

/** Builds the search page. */
export function searchPage(catalog: Catalog, search: Search, words: string, size = 25): SearchPage {
  const result = words === '' ? undefined : search.search(words, size);
  const rules = (result?.rules ?? []).map((hit) => ({ ...ruleRow(hit.rule), foundIn: listed(hit.where) }));
  const indicators = (result?.indicators ?? []).map((hit) => indicatorRow(hit, catalog.stats.rules));
  const exact = words === '' ? [] : exactly(catalog, words);
  const found = exact.length > 0 || (result?.by === 'all' && rules.length + indicators.length > 0);
  return {
    words,
    asked: words !== '',
    found: `${quantity(result?.totals.rules ?? 0, 'rule')} and ${quantity(result?.totals.indicators ?? 0, 'indicator')}`,
    by: result === undefined ? '' : manners[result.by],
    moreRules: (result?.totals.rules ?? 0) - rules.length,
    moreIndicators: (result?.totals.indicators ?? 0) - indicators.length,
    more: `${link.search(words)}&size=500`,
    rules,
    indicators,
    exact,
    nearest: words !== '' && !found ? nearestTo(catalog, search, words) : [],
    examples: catalog
      .fields()
      .slice(0, 5)
      .map(({ value }) => ({ name: value, href: link.search(value) })),
  };
}

function exactly(catalog: Catalog, words: string): SearchPage['exact'] {
  const same = (name: string) => name.toLowerCase() === words.toLowerCase();
  const technique = findTechnique(words);
  const tactic = findTactic(words);
  const rule = catalog.summary(words);
  const table = catalog.facet('table').find(({ value }) => same(value));
  const field = catalog.fields().find(({ value }) => same(value));
  return [
    ...(rule ? [{ what: 'rule', name: rule.name, href: link.rule(rule.slug) }] : []),
    ...(technique
      ? [{ what: 'technique', name: `${technique.id} ${technique.name}`, href: link.technique(technique.id) }]
      : []),
    ...(tactic ? [{ what: 'tactic', name: tactic.title, href: link.tactic(tactic.name) }] : []),
    ...(table ? [{ what: 'table', name: table.value, href: link.table(table.value) }] : []),
    ...(field ? [{ what: 'field', name: field.value, href: link.field(field.value) }] : []),
  ];
}

function nearestTo(catalog: Catalog, search: Search, words: string): Suggestion[] {
  return [
    ...nearest(words, catalog.fields(), ({ value }) => value).map(({ value }) => ({
      name: value,
      href: link.field(value),
    })),
    ...nearest(words, catalog.facet('table'), ({ value }) => value).map(({ value }) => ({
      name: value,
      href: link.table(value),
    })),
    ...search.nearest(words, 3).map(({ name, slug }) => ({ name, href: link.rule(slug) })),
  ];
}
