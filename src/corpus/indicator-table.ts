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

/** What tells a rule from its copies and its neighbours. */
interface RuleName {
  readonly slug: string;
  readonly id: string;
  readonly language: string;
  /** The folder that it was ingested from. */
  readonly source: string;
}

/** All indicators of a catalog with the rules that use them; every count of shared indicators comes from here. */
export class IndicatorTable {
  /** Most shared first. */
  readonly all: readonly CatalogIndicator[];
  readonly #byKey = new Map<string, CatalogIndicator>();
  readonly #byId = new Map<string, CatalogIndicator>();
  readonly #byField = new Map<string, CatalogIndicator[]>();
  readonly #rules: ReadonlyMap<string, RuleName>;

  constructor(
    rules: readonly RuleName[],
    uses: readonly (readonly StoredUse[])[],
    history: readonly CatalogChange[] = [],
  ) {
    const since = new Map(history.flatMap(({ at, indicators }) => indicators.map((id) => [id, at])));
    this.#rules = new Map(rules.map((rule) => [rule.slug, rule]));
    const found = new Map<string, { first: StoredUse; uses: IndicatorUse[] }>();
    uses.forEach((list, number) => {
      for (const use of list) {
        const key = keyOf(use);
        const entry = found.get(key) ?? { first: use, uses: [] };
        if (entry.uses.length === 0) found.set(key, entry);
        const { polarity, scope, cased, table, stage } = use;
        const { slug, id } = rules[number];
        entry.uses.push({ slug, ruleId: id, polarity, scope, cased, table, stage });
      }
    });
    for (const [key, { first, uses: used }] of found) {
      const indicator = this.#describe(key, first, used, since);
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
      count: distinctRules(indicators.flatMap(({ uses }) => uses)),
    }));
    return fields.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  /** The id of an indicator's page, and how many rules other than this one have it with the same polarity. */
  count(indicator: Identity, slug: string, polarity: Polarity): { readonly id: string; readonly corpus: CorpusCount } {
    const key = keyOf(indicator);
    const own = this.#rules.get(slug)?.id.toLowerCase();
    const others = (this.#byKey.get(key)?.uses ?? []).filter(
      (use) => use.polarity === polarity && use.ruleId.toLowerCase() !== own,
    );
    const corpus = {
      others: distinctRules(others),
      byLanguage: this.#countBy('language', others),
      bySource: this.#countBy('source', others),
    };
    return { id: idOf(key), corpus };
  }

  /** How many rules make the uses, by a property of theirs. */
  #countBy(property: 'language' | 'source', uses: readonly IndicatorUse[]): Record<string, number> {
    const groups = new Map<string, IndicatorUse[]>();
    for (const use of uses) {
      const value = this.#rules.get(use.slug)?.[property] ?? '';
      const group = groups.get(value);
      if (group) group.push(use);
      else groups.set(value, [use]);
    }
    return Object.fromEntries([...groups].map(([value, group]) => [value, distinctRules(group)]));
  }

  #describe(
    key: string,
    { field, kind, value }: StoredUse,
    uses: readonly IndicatorUse[],
    since: ReadonlyMap<string, string>,
  ): CatalogIndicator {
    const rules = (wanted: (use: IndicatorUse) => boolean): number => distinctRules(uses.filter(wanted));
    const all = distinctRules(uses);
    const id = idOf(key);
    const found = since.get(id);
    return {
      id,
      field,
      kind,
      value,
      rules: all,
      matching: rules((use) => use.polarity === 'match'),
      excluding: rules((use) => use.polarity === 'exclude'),
      scoping: all - rules((use) => !use.scope),
      bySource: this.#countBy('source', uses),
      ...(found !== undefined && { since: found }),
      uses,
    };
  }
}

/** How many rules make the uses; the copies of one, which have its id, count once. */
export function distinctRules(uses: readonly IndicatorUse[]): number {
  return new Set(uses.map((use) => use.ruleId.toLowerCase())).size;
}

/** The id of an indicator's page. */
export function indicatorId(indicator: Identity): string {
  return idOf(keyOf(indicator));
}

function idOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 14);
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
