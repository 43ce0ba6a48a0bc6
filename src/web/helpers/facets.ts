import type { Catalog, FacetName, RuleSummary } from '../../corpus/index.js';
import { severityRank } from './severity.js';
import { tacticTitle } from './words.js';

/** The values chosen of each facet. */
export type Chosen = Readonly<Partial<Record<FacetName, readonly string[]>>>;

interface FacetValue {
  readonly value: string;
  readonly title: string;
  readonly count: number;
  readonly chosen: boolean;
  /** The pips of a severity. */
  readonly rank?: number;
  readonly ranked: boolean;
}

/** A facet with what each of its values would find. */
export interface Facet {
  readonly name: FacetName;
  readonly title: string;
  readonly code: boolean;
  readonly shown: readonly FacetValue[];
  readonly folded: readonly FacetValue[];
  readonly left: number;
}

/** The facets of the page, in its order. */
export const facetTitles: Readonly<Partial<Record<FacetName, string>>> = {
  severity: 'Severity',
  tactic: 'Tactic',
  kind: 'Kind',
  table: 'Table',
  connector: 'Connector',
  technique: 'Technique',
  evaluable: 'Runs here',
};

const shownBeforeFold = 5;
const listedAtMost = 60;

const valuesOf: Readonly<Record<string, (rule: RuleSummary) => readonly (string | null)[]>> = {
  severity: (rule) => [rule.severity],
  tactic: (rule) => rule.tactics,
  kind: (rule) => [rule.kind],
  table: (rule) => rule.tables,
  connector: (rule) => rule.connectors,
  technique: (rule) => rule.techniques,
  evaluable: (rule) => [rule.evaluable],
};

const kinds: Readonly<Record<string, string>> = {
  scheduled: 'Scheduled',
  nrt: 'Near real time',
  hunting: 'Hunting',
  exploration: 'Exploration',
};
const runs: Readonly<Record<string, string>> = { fully: 'All of it', partly: 'In part', no: 'Not yet' };

/** What a value of a facet is called on a page. */
export function facetValueTitle(name: FacetName, value: string): string {
  if (name === 'tactic') return tacticTitle(value);
  if (name === 'kind') return kinds[value] ?? value;
  return name === 'evaluable' ? (runs[value] ?? value) : value;
}

/** Whether a rule has what is chosen, of every facet but one. */
export function fits(rule: RuleSummary, allChosen: Chosen, besides?: FacetName): boolean {
  return Object.entries(allChosen).every(([name, wanted]) => {
    if (wanted.length === 0 || name === besides) return true;
    const own = valuesOf[name](rule).map((value) => value?.toLowerCase());
    return wanted.some((value) => own.includes(value.toLowerCase()));
  });
}

/** A facet counts what each of its values would find, given what the other facets leave. */
export function facetOf(catalog: Catalog, allChosen: Chosen, name: FacetName): Facet {
  const chosen = new Set(allChosen[name]?.map((value) => value.toLowerCase()));
  const entries = [
    ...catalog.facet(
      name,
      catalog.rules.filter((rule) => fits(rule, allChosen, name)),
    ),
  ];
  for (const value of allChosen[name] ?? [])
    if (!entries.some((entry) => entry.value.toLowerCase() === value.toLowerCase())) entries.push({ value, count: 0 });
  const values = entries.map(({ value, count }) => ({
    value,
    count,
    title: facetValueTitle(name, value),
    chosen: chosen.has(value.toLowerCase()),
    ranked: name === 'severity',
    ...(name === 'severity' ? { rank: severityRank(value as RuleSummary['severity']) } : {}),
  }));
  if (name === 'severity') values.sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0));
  else values.sort((left, right) => Number(right.chosen) - Number(left.chosen));
  const fold = Math.max(shownBeforeFold, chosen.size);
  return {
    name,
    title: facetTitles[name] ?? name,
    code: name === 'table' || name === 'technique',
    shown: values.slice(0, fold),
    folded: values.slice(fold, listedAtMost),
    left: Math.max(0, values.length - listedAtMost),
  };
}
