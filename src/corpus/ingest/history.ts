import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '../../rules/index.js';
import { changesBetween, type RuleVersion } from '../changes.js';
import { indicatorId } from '../indicator-table.js';
import type { CatalogChange } from '../model.js';
import type { StoredMeaning, StoredUse } from '../store/state.js';
import type { OpenStore } from '../store/store.js';

/** So many ingests that changed something are remembered. */
const REMEMBERED = 100;

/** The rules of a state, in order, with what each of them says. */
export interface Said {
  readonly rules: readonly Rule[];
  readonly uses: readonly (readonly StoredUse[])[];
  readonly meanings: readonly StoredMeaning[];
}

/** What the ingests changed, the last one first; the very first, to which all is new, is none of them. */
export function historyAfter(
  former: OpenStore | null,
  roots: readonly string[],
  now: Said,
  at: string,
): readonly CatalogChange[] {
  // Other folders are another catalog, and to an empty one all is new.
  if (former === null || former.state.rules.length === 0 || !isDeepStrictEqual(roots, former.state.roots)) return [];
  const { state, pack } = former;
  const known = pack.readJson<readonly CatalogChange[]>(state.history);
  const uses = pack.readJson<Said['uses']>(state.uses);
  const before = versions({
    rules: state.rules.map(({ declaration }) => pack.readJson<Rule>(declaration)),
    uses,
    meanings: pack.readJson<Said['meanings']>(state.meanings),
  });
  const rules = changesBetween(before, versions(now));
  if (rules.length === 0) return known;
  const old = new Set(uses.flat().map(indicatorId));
  // A better analysis finds more in what rules have always said: only what has changed can bring something new.
  const places = new Set(rules.filter(({ change }) => change !== 'removed').map(({ path }) => path));
  const brought = now.uses.flatMap((list, number) => (places.has(now.rules[number].source.path) ? list : []));
  const indicators = [...new Set(brought.map(indicatorId))].filter((id) => !old.has(id));
  return [{ at, rules, indicators }, ...known].slice(0, REMEMBERED);
}

function versions({ rules, uses, meanings }: Said): RuleVersion[] {
  return rules.map((rule, number) => ({
    rule,
    meaning: () => ({ uses: uses[number], outputs: meanings[number].outputs }),
  }));
}
