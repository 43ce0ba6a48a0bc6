import MiniSearch, { type Options, type Query, type SearchOptions } from 'minisearch';
import type { PartEntry, StorePart } from '../corpus/index.js';
import type { SearchedField, SearchResult } from './model.js';
import { indexedWords, pieces, wholeWords } from './words.js';

type Document = { readonly slug: string } & { readonly [field in SearchedField]: string };

const BOOST: { readonly [field in SearchedField]: number } = {
  id: 10,
  name: 6,
  attack: 5,
  fields: 5,
  tables: 4,
  values: 4,
  functions: 3,
  labels: 2,
  description: 1.5,
  path: 1,
  query: 1,
};

const OPTIONS: Options<Document> = {
  idField: 'slug',
  fields: Object.keys(BOOST),
  tokenize: indexedWords,
  processTerm: (word) => word,
  searchOptions: {
    boost: BOOST,
    // A word of one or two letters begins too many others.
    prefix: (word) => word.length > 2,
    tokenize: (text) => [text],
    processTerm: (word) => word,
  },
};

/**
 * Numbers its documents from where V8 keeps integer keys in a hash: minisearch writes `{ document: count }` for every
 * word, and low numbers would make each of them an array with room for all documents, which takes five times as long.
 */
class SparselyNumbered extends MiniSearch<Document> {
  protected override _nextId = 1_000_000;
}

/** The word index as it is stored with the catalog. */
export const wordIndex: StorePart = {
  name: 'words',
  begin() {
    const index = new SparselyNumbered(OPTIONS);
    return {
      add: (entry) => index.add(toDocument(entry)),
      finish: () => Buffer.from(JSON.stringify(index)),
    };
  },
};

/** An index of the words of all rules. */
export type WordIndex = MiniSearch<Document>;

/** Loads a stored word index. */
export function loadWordIndex(bytes: Uint8Array): WordIndex {
  return MiniSearch.loadJSON<Document>(Buffer.from(bytes).toString('utf8'), OPTIONS);
}

/** Another digit is another thing, so only words without digits may be nearly right. */
const fuzzy = (word: string): number | false => (/\d/.test(word) || word.length < 4 ? false : 0.2);

/** How a search treats words: all as written, all nearly so, or any of them. */
const WAYS: { readonly [way in SearchResult['by']]: SearchOptions } = {
  all: { combineWith: 'AND' },
  nearly: { combineWith: 'AND', fuzzy },
  some: { combineWith: 'OR', fuzzy },
};

/** Turns typed words into a query: a word of several pieces is found whole or by all its pieces. */
export function toQuery(text: string, way: SearchResult['by']): Query {
  const queries = wholeWords(text).map((word): Query => {
    const lower = word.toLowerCase();
    const parts = pieces(lower);
    if (parts.length < 2) return lower;
    return { combineWith: 'OR', queries: [lower, { combineWith: 'AND', queries: [...parts] }] };
  });
  return { ...WAYS[way], queries };
}

function toDocument({ summary, declaration, attack, uses }: PartEntry): Document {
  const techniques = attack.flatMap((row) => row.techniques.flatMap(({ id, name }) => [id, name ?? '']));
  return {
    slug: summary.slug,
    id: `${summary.id} ${declaration.idDeclared ?? ''}`,
    name: summary.name,
    attack: [...summary.tactics, ...techniques].join(' '),
    tables: summary.tables.join(' '),
    fields: [...new Set(uses.map((use) => use.field))].join(' '),
    values: [...new Set(uses.map((use) => String(use.value ?? '')))].join(' '),
    functions: summary.functions.join(' '),
    labels: [...summary.connectors, ...summary.tags, summary.severity, summary.kind, summary.status].join(' '),
    description: declaration.description,
    query: declaration.query,
    path: summary.path,
  };
}
