import { createHash } from 'node:crypto';
import type { Indicator, IndicatorKind } from '../analysis/index.js';
import type { CatalogChange, CatalogIndicator, CorpusCount, FacetEntry, IndicatorUse, Polarity } from './model.js';
import type { StoredUse } from './store/state.js';

/** The kind under which an indicator is counted: each value of a list is the same indicator as an equality. */
export function countedKind(kind: IndicatorKind): IndicatorKind {
  return kind === 'in' ? 'eq' : kind;
}

type Identity = Pick<Indicator, 'field' | 'kind' | 'value'>;

/** What makes two indicators one: field, kind and value, each as written. */
function keyOf({ field, kind, value }: Identity): string {
  return JSON.stringify([field, countedKind(kind), value]);
}

/** How many different indicators there are among the uses. */
export function distinctKeys(uses: readonly (readonly StoredUse[])[]): number {
  return new Set(uses.flat().map(keyOf)).size;
}

interface RuleName {
  readonly slug: string;
  readonly language: string;
}

/** All indicators of a catalog with the rules that use them; every count of shared indicators comes from here. */
export class IndicatorTable {
  /** Most shared first. */
  readonly all: readonly CatalogIndicator[];
  readonly #byKey = new Map<string, CatalogIndicator>();
  readonly #byId = new Map<string, CatalogIndicator>();
  readonly #byField = new Map<string, CatalogIndicator[]>();
  readonly #languages: ReadonlyMap<string, string>;

  constructor(
    rules: readonly RuleName[],
    uses: readonly (readonly StoredUse[])[],
    history: readonly CatalogChange[] = [],
  ) {
    const since = new Map(history.flatMap(({ at, indicators }) => indicators.map((id) => [id, at])));
    this.#languages = new Map(rules.map((rule) => [rule.slug, rule.language]));
    const found = new Map<string, { first: StoredUse; uses: IndicatorUse[] }>();
    uses.forEach((list, number) => {
      for (const use of list) {
        const key = keyOf(use);
        const entry = found.get(key) ?? { first: use, uses: [] };
        if (entry.uses.length === 0) found.set(key, entry);
        const { polarity, scope, cased, table, stage } = use;
        entry.uses.push({ slug: rules[number].slug, polarity, scope, cased, table, stage });
      }
    });
    for (const [key, { first, uses: used }] of found) {
      const indicator = describe(key, first, used, since);
      this.#byKey.set(key, indicator);
      this.#byId.set(indicator.id, indicator);
      const field = first.field.toLowerCase();
      const siblings = this.#byField.get(field);
      if (siblings) siblings.push(indicator);
      else this.#byField.set(field, [indicator]);
    }
    this.all = [...this.#byKey.values()].sort(mostSharedFirst);
    for (const siblings of this.#byField.values()) siblings.sort(mostSharedFirst);
  }

  byId(id: string): CatalogIndicator | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  onField(field: string): readonly CatalogIndicator[] {
    return this.#byField.get(field.toLowerCase()) ?? [];
  }

  /** The slugs of the rules that test a field. */
  rulesOn(field: string): ReadonlySet<string> {
    return new Set(this.onField(field).flatMap((indicator) => indicator.uses.map((use) => use.slug)));
  }

  /** Fields as most often written, by how many rules test them. */
  fields(): readonly FacetEntry[] {
    const fields = [...this.#byField.values()].map((indicators) => ({
      value: indicators[0].field,
      count: this.rulesOn(indicators[0].field).size,
    }));
    return fields.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  /** The id of an indicator's page, and how many rules other than this one have it with the same polarity. */
  count(indicator: Identity, slug: string, polarity: Polarity): { readonly id: string; readonly corpus: CorpusCount } {
    const key = keyOf(indicator);
    const others = new Set<string>();
    for (const use of this.#byKey.get(key)?.uses ?? []) {
      if (use.slug !== slug && use.polarity === polarity) others.add(use.slug);
    }
    const byLanguage: Record<string, number> = {};
    for (const other of others) {
      const language = this.#languages.get(other) ?? '';
      byLanguage[language] = (byLanguage[language] ?? 0) + 1;
    }
    return { id: idOf(key), corpus: { others: others.size, byLanguage } };
  }
}

/** The id of an indicator's page. */
export function indicatorId(indicator: Identity): string {
  return idOf(keyOf(indicator));
}

function idOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 14);
}

function describe(
  key: string,
  { field, kind, value }: StoredUse,
  uses: readonly IndicatorUse[],
  since: ReadonlyMap<string, string>,
): CatalogIndicator {
  const rules = (wanted: (use: IndicatorUse) => boolean): Set<string> =>
    new Set(uses.filter(wanted).map((use) => use.slug));
  const threatening = rules((use) => !use.scope);
  const all = rules(() => true);
  const id = idOf(key);
  const found = since.get(id);
  return {
    id,
    field,
    kind,
    value,
    rules: all.size,
    matching: rules((use) => use.polarity === 'match').size,
    excluding: rules((use) => use.polarity === 'exclude').size,
    scoping: all.size - threatening.size,
    ...(found !== undefined && { since: found }),
    uses,
  };
}

function mostSharedFirst(a: CatalogIndicator, b: CatalogIndicator): number {
  return (
    b.rules - a.rules ||
    compareText(a.field, b.field) ||
    compareText(String(a.value), String(b.value)) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
