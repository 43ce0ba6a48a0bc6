import type { CatalogIndicator, RuleSummary } from '../corpus/index.js';

/** A part of a rule that words are found in. */
export type SearchedField =
  | 'id'
  | 'name'
  | 'attack'
  | 'tables'
  | 'fields'
  | 'values'
  | 'functions'
  | 'labels'
  | 'description'
  | 'query'
  | 'path';

/** A rule that the words found: which of its words hit, and in which of its parts. */
export interface RuleHit {
  readonly rule: RuleSummary;
  readonly score: number;
  readonly words: readonly string[];
  readonly where: readonly SearchedField[];
}

/** What the search page shows, best first. */
export interface SearchResult {
  readonly words: string;
  /** How the words found the rules: all as written, all nearly, or only some of them. */
  readonly by: 'all' | 'nearly' | 'some';
  readonly rules: readonly RuleHit[];
  readonly indicators: readonly CatalogIndicator[];
  /** How many there are where the lists are cut off. */
  readonly totals: { readonly rules: number; readonly indicators: number };
}

/** Searches one opened catalog. */
export interface Search {
  search(words: string, limit?: number): SearchResult;
  /** Rules whose id or name is most like a text that names none. */
  nearest(text: string, limit?: number): readonly RuleSummary[];
}
