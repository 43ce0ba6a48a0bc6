import type { CatalogIndicator } from '../corpus/index.js';
import { wholeWords } from './words.js';

interface Searchable {
  readonly indicator: CatalogIndicator;
  readonly field: string;
  readonly value: string;
}

/** Finds indicators by words of their field and value: those that are just that first, then the most shared. */
export class IndicatorSearch {
  readonly #all: readonly Searchable[];

  constructor(indicators: readonly CatalogIndicator[]) {
    this.#all = indicators.map((indicator) => ({
      indicator,
      field: indicator.field.toLowerCase(),
      value: String(indicator.value ?? '').toLowerCase(),
    }));
  }

  find(text: string): readonly CatalogIndicator[] {
    const whole = text.trim().toLowerCase();
    const words = wholeWords(whole);
    if (words.length === 0) return [];
    const found: { readonly indicator: CatalogIndicator; readonly rank: number }[] = [];
    for (const each of this.#all) {
      const rank = rankOf(each, whole, words);
      if (rank > 0) found.push({ indicator: each.indicator, rank });
    }
    return found
      .sort((a, b) => b.rank - a.rank || b.indicator.rules - a.indicator.rules)
      .map(({ indicator }) => indicator);
  }
}

/** 3 when the text is the field or the value, 2 when each word is one, 1 when each word is in one, else 0. */
function rankOf({ field, value }: Searchable, whole: string, words: readonly string[]): number {
  if (field === whole || value === whole) return 3;
  let rank = 2;
  for (const word of words) {
    if (field === word || value === word) continue;
    // Within other text, a word of one or two letters or a number says nothing.
    if (word.length < 3 || !(field.includes(word) || value.includes(word))) return 0;
    rank = 1;
  }
  return rank;
}
