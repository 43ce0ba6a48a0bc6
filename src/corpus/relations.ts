import { implies } from '../analysis/implication.js';
import type { RecordFilter } from '../analysis/index.js';
import type { RelatedUse, Relation, RuleSummary } from './model.js';
import type { StoredMeaning, StoredUse } from './store/state.js';

/** So much of what two rules look for must be common to both of them. */
const NEARLY_ALL = 0.7;
/** Of so few indicators nothing can be said. */
const FEWEST = 3;
/** What more rules than this look for leads to no candidate. */
const MOST_COMMON = 100;

/** How the rules of a catalog relate, each worked out when it is asked for. */
export class Relations {
  readonly #keys: readonly ReadonlyMap<string, StoredUse>[];
  readonly #byKey = new Map<string, number[]>();
  readonly #byTable = new Map<string, number[]>();
  readonly #byText = new Map<string, number[]>();
  readonly #byName = new Map<string, number[]>();
  readonly #byId = new Map<string, number[]>();

  constructor(
    private readonly rules: readonly RuleSummary[],
    private readonly meanings: readonly StoredMeaning[],
    uses: readonly (readonly StoredUse[])[],
  ) {
    this.#keys = uses.map((list) => new Map(list.map((use) => [keyOf(use), use])));
    rules.forEach(({ name, id }, number) => {
      const { text, filter } = meanings[number];
      enter(this.#byText, text, number);
      enter(this.#byName, name.trim().toLowerCase(), number);
      enter(this.#byId, id.toLowerCase(), number);
      if (filter !== null) enter(this.#byTable, filter.table, number);
      for (const key of this.#keys[number].keys()) enter(this.#byKey, key, number);
    });
  }

  /** The relations of a rule, the closest first; a rule that says the same is named once. */
  of(number: number): readonly Relation[] {
    const { name, id } = this.rules[number];
    const others = (numbers: readonly number[] = []) => numbers.filter((each) => each !== number);
    const identical = others(this.#byText.get(this.meanings[number].text));
    const told = new Set(identical);
    const filters = this.#byFilter(number).filter(({ other }) => !told.has(other));
    for (const { other, relation } of filters) if (relation.is === 'equivalent') told.add(other);
    return [
      ...identical.map((other) => ({ is: 'identical', slug: this.rules[other].slug }) as const),
      ...others(this.#byId.get(id.toLowerCase())).map(
        (other) => ({ is: 'same-id', slug: this.rules[other].slug }) as const,
      ),
      ...others(this.#byName.get(name.trim().toLowerCase())).map(
        (other) => ({ is: 'same-name', slug: this.rules[other].slug }) as const,
      ),
      ...filters.map(({ relation }) => relation),
      ...this.#near(number)
        .filter(({ other }) => !told.has(other))
        .map(({ relation }) => relation),
    ];
  }

  /** Rules whose conditions on records are proved to let through the same, more or fewer; closest first. */
  #byFilter(number: number): { readonly other: number; readonly relation: Relation }[] {
    const { filter } = this.meanings[number];
    if (filter === null || filter.parts.length === 0) return [];
    const found: { other: number; relation: Relation; rank: number }[] = [];
    for (const other of this.#byTable.get(filter.table) ?? []) {
      const theirs = this.meanings[other].filter;
      if (other === number || theirs === null || theirs.parts.length === 0) continue;
      const broader = passes(filter, theirs);
      const narrower = passes(theirs, filter);
      if (!broader && !narrower) continue;
      const { slug } = this.rules[other];
      const is = broader ? (narrower ? 'equivalent' : 'broader') : 'narrower';
      const difference = broader ? added(filter, theirs) : added(theirs, filter);
      found.push({ other, relation: { is, slug, difference }, rank: difference.length });
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  /** Rules that look for nearly the same; most in common first. */
  #near(number: number): { readonly other: number; readonly relation: Relation }[] {
    const own = this.#keys[number];
    if (own.size < FEWEST) return [];
    const candidates = new Set<number>();
    for (const key of own.keys()) {
      const users = this.#byKey.get(key) ?? [];
      if (users.length <= MOST_COMMON) for (const other of users) candidates.add(other);
    }
    candidates.delete(number);
    const found: { other: number; relation: Relation; part: number }[] = [];
    for (const other of candidates) {
      const theirs = this.#keys[other];
      const shared = [...own.keys()].filter((key) => theirs.has(key)).length;
      const part = shared / (own.size + theirs.size - shared);
      if (part < NEARLY_ALL) continue;
      const here = missing(own, theirs);
      const there = missing(theirs, own);
      found.push({
        other,
        part,
        relation: { is: 'near-duplicate', slug: this.rules[other].slug, shared, here, there },
      });
    }
    return found.sort((a, b) => b.part - a.part);
  }
}

function enter(index: Map<string, number[]>, key: string, number: number): void {
  const numbers = index.get(key);
  if (numbers) numbers.push(number);
  else index.set(key, [number]);
}

function keyOf({ field, kind, value, polarity }: StoredUse): string {
  return JSON.stringify([field, kind, value, polarity]);
}

function missing(from: ReadonlyMap<string, StoredUse>, to: ReadonlyMap<string, StoredUse>): RelatedUse[] {
  return [...from]
    .filter(([key]) => !to.has(key))
    .map(([, { field, kind, value, polarity }]) => ({ field, kind, value, polarity }));
}

/** Whether every record that the one filter lets through is let through by the other, which must be known as a whole. */
function passes(one: RecordFilter, other: RecordFilter): boolean {
  const given = one.parts.map(({ tree }) => tree);
  return other.complete && other.parts.every(({ tree }) => implies(given, tree));
}

/** The conditions of one filter that the other does not ask. */
function added(one: RecordFilter, other: RecordFilter): string[] {
  const given = other.parts.map(({ tree }) => tree);
  return one.parts.filter(({ tree }) => !implies(given, tree)).map(({ text }) => text);
}
