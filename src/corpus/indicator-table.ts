import { createHash } from 'node:crypto';
import type { Indicator, IndicatorKind } from '../analysis/index.js';
import type { CatalogChange, CatalogIndicator, CountedIndicator, FacetEntry, IndicatorUse, Polarity } from './model.js';
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
  readonly tables: readonly string[];
}

/** What at least this part of the rules on a table ask tells logs apart, not threats; of fewer rules nothing is said. */
const mostAsk = 0.5;
const fewestRules = 8;

interface Found {
  readonly first: StoredUse;
  readonly uses: IndicatorUse[];
  /** Why it is scope, for each table on which it is by how many rules ask it. */
  readonly common: Map<string, string>;
}

/** All indicators of a catalog with the rules that use them; every count of shared indicators comes from here. */
export class IndicatorTable {
  /** Most shared first. */
  readonly all: readonly CatalogIndicator[];
  readonly #byKey = new Map<string, CatalogIndicator>();
  readonly #byId = new Map<string, CatalogIndicator>();
  readonly #byField = new Map<string, CatalogIndicator[]>();
  readonly #rules: ReadonlyMap<string, RuleName>;
  readonly #total: number;
  readonly #common = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    rules: readonly RuleName[],
    uses: readonly (readonly StoredUse[])[],
    history: readonly CatalogChange[] = [],
  ) {
    const since = new Map(history.flatMap(({ at, indicators }) => indicators.map((id) => [id, at])));
    this.#rules = new Map(rules.map((rule) => [rule.slug, rule]));
    this.#total = new Set(rules.map(({ id }) => id.toLowerCase())).size;
    const found = new Map<string, Found>();
    uses.forEach((list, number) => {
      for (const use of list) {
        const key = keyOf(use);
        const entry: Found = found.get(key) ?? { first: use, uses: [], common: new Map() };
        if (entry.uses.length === 0) found.set(key, entry);
        const { polarity, scope, cased, table, stage } = use;
        const { slug, id } = rules[number];
        entry.uses.push({ slug, ruleId: id, polarity, scope, cased, table, stage });
      }
    });
    noteCommon(found.values(), rules);
    for (const [key, { first, uses: given, common }] of found) {
      if (common.size > 0) this.#common.set(key, common);
      const used = given.map((use) => (!use.scope && isCommon(use, common) ? { ...use, scope: true } : use));
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

  /** The id of an indicator's page, how many rules other than this one have it with the same polarity, and how rare that is. */
  count(indicator: Identity, slug: string, polarity: Polarity): Pick<CountedIndicator, 'id' | 'corpus' | 'rarity'> {
    const key = keyOf(indicator);
    const own = this.#rules.get(slug)?.id.toLowerCase();
    const others = (this.#byKey.get(key)?.uses ?? []).filter(
      (use) => use.polarity === polarity && use.ruleId.toLowerCase() !== own,
    );
    const count = distinctRules(others);
    const corpus = {
      others: count,
      byLanguage: this.#countBy('language', others),
      bySource: this.#countBy('source', others),
    };
    return { id: idOf(key), corpus, rarity: this.#rarity(count + 1) };
  }

  /** Why what a rule looks for on a table is scope, where most rules on that table ask it; else undefined. */
  commonness(indicator: Identity, table: string | null): string | undefined {
    return table === null ? undefined : this.#common.get(keyOf(indicator))?.get(table);
  }

  /** The inverse document frequency: the logarithm of how many rules there are for each that has it. */
  #rarity(rules: number): number {
    return Math.round(1000 * Math.log(this.#total / rules)) / 1000;
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
      rarity: this.#rarity(all),
      bySource: this.#countBy('source', uses),
      ...(found !== undefined && { since: found }),
      uses,
    };
  }
}

/** Notes on which tables most rules look for an indicator. */
function noteCommon(found: Iterable<Found>, rules: readonly RuleName[]): void {
  const readers = new Map<string, Set<string>>();
  for (const { id, tables } of rules) {
    for (const table of tables) {
      const ids = readers.get(table);
      if (ids) ids.add(id.toLowerCase());
      else readers.set(table, new Set([id.toLowerCase()]));
    }
  }
  for (const { uses, common } of found) {
    const asking = new Map<string, IndicatorUse[]>();
    for (const use of uses) {
      if (use.table === null || use.polarity !== 'match') continue;
      const list = asking.get(use.table);
      if (list) list.push(use);
      else asking.set(use.table, [use]);
    }
    for (const [table, list] of asking) {
      const all = readers.get(table)?.size ?? 0;
      if (all < fewestRules) continue;
      const count = distinctRules(list);
      if (count >= all * mostAsk) common.set(table, `is asked by ${count} of the ${all} rules that read ${table}`);
    }
  }
}

function isCommon({ table, polarity }: IndicatorUse, common: Found['common']): boolean {
  return table !== null && polarity === 'match' && common.has(table);
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
