import type { Catalog, FacetName, RuleSummary } from '../../corpus/index.js';
import { type Chosen, type Facet, facetOf, facetTitles, facetValueTitle, fits } from '../helpers/facets.js';
import { address } from '../helpers/link.js';
import { type Pager, paged } from '../helpers/pager.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { severityRank } from '../helpers/severity.js';
import { quantity } from '../helpers/words.js';

/** What the address of the rules page asks for. */
export interface BrowseQuery {
  readonly chosen: Chosen;
  readonly sort: string;
  readonly page: number;
  readonly size: number;
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

const orders: Readonly<Record<string, (left: RuleSummary, right: RuleSummary) => number>> = {
  name: (left, right) => left.name.localeCompare(right.name, 'en'),
  severity: (left, right) => severityRank(left.severity) - severityRank(right.severity),
  tactic: (left, right) => (left.tactics[0] ?? '~').localeCompare(right.tactics[0] ?? '~', 'en'),
  stages: (left, right) => left.counts.stages - right.counts.stages,
  indicators: (left, right) =>
    left.counts.indicators + left.counts.exclusions - right.counts.indicators - right.counts.exclusions,
};

/** Builds the rules page for an address. */
export function browsePage(catalog: Catalog, query: BrowseQuery): BrowsePage {
  const sort = Object.hasOwn(orders, query.sort.replace(/^-/, '')) ? query.sort : '-severity';
  const found = catalog.rules.filter((rule) => fits(rule, query.chosen));
  const order = orders[sort.replace(/^-/, '')];
  const sign = sort.startsWith('-') ? -1 : 1;
  found.sort((left, right) => sign * order(left, right) || orders.name(left, right));
  const at = (change: Partial<BrowseQuery>) => browseAddress({ ...query, sort, page: 1, ...change });
  const { shown, pager } = paged(found, query.page, query.size, (page) => at({ page }));
  return {
    total: found.length,
    found: quantity(found.length, 'rule'),
    rules: shown.map(ruleRow),
    facets: (Object.keys(facetTitles) as FacetName[])
      .map((name) => facetOf(catalog, query.chosen, name))
      .filter((facet) => facet.shown.length > 0),
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

function columnsOf(sort: string, at: (change: Partial<BrowseQuery>) => string): Column[] {
  const column = (title: string, key: string, number = false, downFirst = number): Column => {
    const sorted = sort === key ? ('ascending' as const) : sort === `-${key}` ? ('descending' as const) : undefined;
    const next = sorted === undefined ? (downFirst ? `-${key}` : key) : sorted === 'ascending' ? `-${key}` : key;
    return { title, number, href: at({ sort: next }), ...(sorted ? { sorted } : {}) };
  };
  return [
    column('Severity', 'severity', false, true),
    column('Rule', 'name'),
    column('Tactic and technique', 'tactic'),
    { title: 'Reads', number: false },
    column('Stages', 'stages', true),
    column('Indicators', 'indicators', true),
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
