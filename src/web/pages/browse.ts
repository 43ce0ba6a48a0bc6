import type { Catalog, FacetName, RuleSummary } from '../../corpus/index.js';
import { address } from '../helpers/link.js';
import { type Pager, paged } from '../helpers/pager.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { severityRank } from '../helpers/severity.js';
import { quantity, tacticTitle } from '../helpers/words.js';

/** What the address of the rules page asks for. */
export interface BrowseQuery {
  readonly chosen: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  readonly sort: string;
  readonly page: number;
  readonly size: number;
}

interface FacetValue {
  readonly value: string;
  readonly title: string;
  readonly count: number;
  readonly chosen: boolean;
  /** The pips of a severity. */
  readonly rank?: number;
  readonly ranked: boolean;
}

interface Facet {
  readonly name: FacetName;
  readonly title: string;
  readonly code: boolean;
  readonly shown: readonly FacetValue[];
  readonly folded: readonly FacetValue[];
  readonly left: number;
}

interface Column {
  readonly title: string;
  readonly href?: string;
  readonly sorted?: 'ascending' | 'descending';
  readonly number: boolean;
}

/** The rules page: the chosen rules, and how each facet would narrow or widen them. */
export interface BrowsePage {
  readonly total: number;
  readonly found: string;
  readonly rules: readonly RuleRow[];
  readonly facets: readonly Facet[];
  readonly chosen: readonly { readonly name: string; readonly title: string; readonly without: string }[];
  readonly columns: readonly Column[];
  readonly sort: string;
  readonly pager: Pager;
  readonly json: string;
}

/** The facets of the page, in its order. */
export const facetTitles: Readonly<Partial<Record<FacetName, string>>> = {
  severity: 'Severity', tactic: 'Tactic', kind: 'Kind', table: 'Table', connector: 'Connector', technique: 'Technique', evaluable: 'Runs here',
};

const shownBeforeFold = 5;
const listedAtMost = 60;

const valuesOf: Readonly<Record<string, (rule: RuleSummary) => readonly (string | null)[]>> = {
  severity: (rule) => [rule.severity], tactic: (rule) => rule.tactics, kind: (rule) => [rule.kind], table: (rule) => rule.tables,
  connector: (rule) => rule.connectors, technique: (rule) => rule.techniques, evaluable: (rule) => [rule.evaluable],
};

const orders: Readonly<Record<string, (left: RuleSummary, right: RuleSummary) => number>> = {
  name: (left, right) => left.name.localeCompare(right.name, 'en'),
  severity: (left, right) => severityRank(left.severity) - severityRank(right.severity),
  tactic: (left, right) => (left.tactics[0] ?? '~').localeCompare(right.tactics[0] ?? '~', 'en'),
  stages: (left, right) => left.counts.stages - right.counts.stages,
  indicators: (left, right) => left.counts.indicators + left.counts.exclusions - right.counts.indicators - right.counts.exclusions,
};

const kinds: Readonly<Record<string, string>> = { scheduled: 'Scheduled', nrt: 'Near real time', hunting: 'Hunting', exploration: 'Exploration' };
const runs: Readonly<Record<string, string>> = { fully: 'All of it', partly: 'In part', no: 'Not yet' };

/** What a value of a facet is called on a page. */
export function facetValueTitle(name: FacetName, value: string): string {
  if (name === 'tactic') return tacticTitle(value);
  if (name === 'kind') return kinds[value] ?? value;
  return name === 'evaluable' ? (runs[value] ?? value) : value;
}

/** Builds the rules page for an address. */
export function browsePage(catalog: Catalog, query: BrowseQuery): BrowsePage {
  const sort = Object.hasOwn(orders, query.sort.replace(/^-/, '')) ? query.sort : '-severity';
  const found = catalog.rules.filter((rule) => fits(rule, query));
  const order = orders[sort.replace(/^-/, '')];
  const sign = sort.startsWith('-') ? -1 : 1;
  found.sort((left, right) => sign * order(left, right) || orders.name(left, right));
  const at = (change: Partial<BrowseQuery>) => browseAddress({ ...query, sort, page: 1, ...change });
  const { shown, pager } = paged(found, query.page, query.size, (page) => at({ page }));
  return {
    total: found.length,
    found: quantity(found.length, 'rule'),
    rules: shown.map(ruleRow),
    facets: (Object.keys(facetTitles) as FacetName[]).map((name) => facetOf(catalog, query, name)).filter((facet) => facet.shown.length > 0),
    chosen: Object.entries(query.chosen).flatMap(([name, values]) =>
      values.map((value) => ({
        name: facetTitles[name as FacetName]?.toLowerCase() ?? name,
        title: facetValueTitle(name as FacetName, value),
        without: at({ chosen: { ...query.chosen, [name]: values.filter((other) => other !== value) } }),
      })),
    ),
    columns: columnsOf(sort, at),
    sort,
    pager,
    json: `${at({})}${at({}).includes('?') ? '&' : '?'}format=json`,
  };
}

function fits(rule: RuleSummary, query: BrowseQuery, besides?: FacetName): boolean {
  return Object.entries(query.chosen).every(([name, wanted]) => {
    if (wanted.length === 0 || name === besides) return true;
    const own = valuesOf[name](rule).map((value) => value?.toLowerCase());
    return wanted.some((value) => own.includes(value.toLowerCase()));
  });
}

/** A facet counts what each of its values would find, given what the other facets leave. */
function facetOf(catalog: Catalog, query: BrowseQuery, name: FacetName): Facet {
  const chosen = new Set(query.chosen[name]?.map((value) => value.toLowerCase()));
  const entries = [...catalog.facet(name, catalog.rules.filter((rule) => fits(rule, query, name)))];
  for (const value of query.chosen[name] ?? [])
    if (!entries.some((entry) => entry.value.toLowerCase() === value.toLowerCase())) entries.push({ value, count: 0 });
  const values = entries.map(({ value, count }) => ({
    value, count, title: facetValueTitle(name, value), chosen: chosen.has(value.toLowerCase()), ranked: name === 'severity',
    ...(name === 'severity' ? { rank: severityRank(value as RuleSummary['severity']) } : {}),
  }));
  if (name === 'severity') values.sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0));
  else values.sort((left, right) => Number(right.chosen) - Number(left.chosen));
  const fold = Math.max(shownBeforeFold, chosen.size);
  return {
    name, title: facetTitles[name] ?? name, code: name === 'table' || name === 'technique',
    shown: values.slice(0, fold), folded: values.slice(fold, listedAtMost), left: Math.max(0, values.length - listedAtMost),
  };
}

function columnsOf(sort: string, at: (change: Partial<BrowseQuery>) => string): Column[] {
  const column = (title: string, key: string, number = false, downFirst = number): Column => {
    const sorted = sort === key ? ('ascending' as const) : sort === `-${key}` ? ('descending' as const) : undefined;
    const next = sorted === undefined ? (downFirst ? `-${key}` : key) : sorted === 'ascending' ? `-${key}` : key;
    return { title, number, href: at({ sort: next }), ...(sorted ? { sorted } : {}) };
  };
  return [
    column('Severity', 'severity', false, true), column('Rule', 'name'), column('Tactic and technique', 'tactic'),
    { title: 'Reads', number: false }, column('Stages', 'stages', true), column('Indicators', 'indicators', true),
  ];
}

function browseAddress(query: BrowseQuery): string {
  return address('/rules', {
    ...query.chosen,
    ...(query.sort === '-severity' ? {} : { sort: [query.sort] }),
    ...(query.page === 1 ? {} : { page: [String(query.page)] }),
    ...(query.size === 50 ? {} : { size: [String(query.size)] }),
  });
}
