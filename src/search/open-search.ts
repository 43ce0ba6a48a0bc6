import { invariant } from '../base/invariant.js';
import type { Catalog, RuleSummary } from '../corpus/index.js';
import { closest } from './closest.js';
import { IndicatorSearch } from './indicator-search.js';
import type { RuleHit, Search, SearchedField, SearchResult } from './model.js';
import { loadWordIndex, toQuery, type WordIndex, wordIndex } from './rule-index.js';
import { wholeWords } from './words.js';

const LIMIT = 50;
const WAYS = ['all', 'nearly', 'some'] as const;

/** Opens the search over a catalog that was ingested with the word index; it is loaded at the first search. */
export function openSearch(catalog: Catalog): Search {
  let index: WordIndex | undefined;
  let indicators: IndicatorSearch | undefined;

  const words = (): WordIndex => {
    const bytes = catalog.part(wordIndex.name);
    invariant(bytes, 'the catalog was ingested with the word index');
    index ??= loadWordIndex(bytes);
    return index;
  };

  const findRules = (
    text: string,
    phrases: readonly string[],
  ): Pick<SearchResult, 'by'> & { hits: readonly RuleHit[] } => {
    for (const by of WAYS) {
      const hits = words()
        .search(toQuery(text, by))
        .map(({ id, score, queryTerms, match }): RuleHit => {
          const rule = catalog.summary(id);
          invariant(rule, 'the word index is of this catalog');
          const where = [...new Set(Object.values(match).flat())] as SearchedField[];
          return { rule, score, words: [...new Set(queryTerms)], where };
        })
        .filter(({ rule }) => phrases.every((phrase) => holdsPhrase(catalog, rule, phrase)));
      if (hits.length > 0) return { by, hits };
    }
    return { by: 'all', hits: [] };
  };

  return {
    search(text, limit = LIMIT) {
      const phrases = [...text.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase);
      if (wholeWords(text).length === 0) return nothing(text);
      indicators ??= new IndicatorSearch(catalog.indicators());
      const { by, hits } = findRules(text, phrases);
      const found = indicators.find(text.replaceAll('"', ''));
      return {
        words: text,
        by,
        rules: hits.slice(0, limit),
        indicators: found.slice(0, limit),
        totals: { rules: hits.length, indicators: found.length },
      };
    },
    nearest(text, limit = 5) {
      const byId = closest(text, catalog.rules, limit);
      if (byId.length > 0) return byId;
      return findRules(text, [])
        .hits.slice(0, limit)
        .map((hit) => hit.rule);
    },
  };
}

function nothing(words: string): SearchResult {
  return { words, by: 'all', rules: [], indicators: [], totals: { rules: 0, indicators: 0 } };
}

/** Word indexes know no order: a quoted phrase is looked for in the rule itself. */
function holdsPhrase(catalog: Catalog, rule: RuleSummary, phrase: string): boolean {
  const declaration = catalog.declaration(rule.slug);
  const texts = [rule.name, declaration?.description ?? '', declaration?.query ?? ''];
  const wanted = flatten(phrase);
  return texts.some((text) => flatten(text).includes(wanted));
}

function flatten(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
