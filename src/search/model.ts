import type { CatalogIndicator, RuleSummary } from '../corpus/index.js';

/** A rule that the words found: the query words that hit and the parts of the rule they hit. */
export interface RuleHit {
  readonly rule: RuleSummary;
  readonly score: number;
  readonly words: readonly string[];
  readonly where: readonly string[];
}

/** An indicator that the words found. */
export interface IndicatorHit {
  readonly indicator: CatalogIndicator;
  readonly score: number;
}

/** What the search page shows. */
export interface SearchResult {
  readonly words: string;
  readonly rules: readonly RuleHit[];
  readonly indicators: readonly IndicatorHit[];
}

/** Searches a catalog; made once for each opened catalog by `openSearch(catalog)`. */
export interface Search {
  search(words: string, limit?: number): SearchResult;
  /** Completions of the last word, best first. */
  suggest(words: string, limit?: number): readonly string[];
}
