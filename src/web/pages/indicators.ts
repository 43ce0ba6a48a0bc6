import type { IndicatorKind } from '../../analysis/index.js';
import type { Catalog, CatalogIndicator } from '../../corpus/index.js';
import { type IndicatorRow, indicatorRow, isScope } from '../helpers/indicator-row.js';
import { address } from '../helpers/link.js';
import { type OperatorBadge, operatorBadge } from '../helpers/operator.js';
import { type Pager, paged } from '../helpers/pager.js';
import { number, quantity } from '../helpers/words.js';

/** Orders of the list other than the most shared first. */
export const indicatorOrders = ['rarest', 'newest'] as const;
export type IndicatorOrder = (typeof indicatorOrders)[number];

/** Which indicators the list shows. */
export interface IndicatorsQuery {
  readonly kind?: string;
  readonly role?: string;
  /** Most shared first, unless told. */
  readonly sort?: IndicatorOrder;
  readonly page: number;
  readonly size: number;
}

/** The indicators of the catalog in one of the orders. */
export interface IndicatorsPage {
  readonly found: string;
  readonly caption: string;
  /** Whether it has only what came since the first ingest. */
  readonly isNewest: boolean;
  readonly orders: readonly { readonly title: string; readonly href: string; readonly chosen: boolean }[];
  readonly only: string;
  readonly indicators: readonly IndicatorRow[];
  readonly kinds: readonly {
    readonly operator: OperatorBadge;
    readonly count: number;
    readonly href: string;
    readonly chosen: boolean;
  }[];
  readonly roles: readonly { readonly title: string; readonly href: string; readonly chosen: boolean }[];
  readonly fields: readonly { readonly name: string; readonly href: string; readonly count: number }[];
  readonly pager: Pager;
}

const roles: readonly (readonly [string | undefined, string])[] = [
  [undefined, 'All'],
  ['threat', 'Threat'],
  ['scope', 'Scope'],
];

const orders: readonly (readonly [IndicatorsQuery['sort'], string])[] = [
  [undefined, 'Most shared'],
  ['rarest', 'Rarest'],
  ['newest', 'Newly seen'],
];

/** Builds the list of indicators. */
export function indicatorsPage(catalog: Catalog, query: IndicatorsQuery): IndicatorsPage {
  const ofRole = catalog
    .indicators()
    .filter((one) => query.role === undefined || isScope(one) === (query.role === 'scope'));
  const ofKind = ofRole.filter((one) => query.kind === undefined || one.kind === query.kind);
  const found = ordered(ofKind, query.sort);
  const at = (change: Partial<IndicatorsQuery>) => {
    const { kind, role, sort, page, size } = { ...query, page: 1, ...change };
    return address('/indicators', {
      ...(kind === undefined ? {} : { kind: [kind] }),
      ...(role === undefined ? {} : { role: [role] }),
      ...(sort === undefined ? {} : { sort: [sort] }),
      ...(page === 1 ? {} : { page: [String(page)] }),
      ...(size === 100 ? {} : { size: [String(size)] }),
    });
  };
  const counts = new Map<IndicatorKind, number>();
  for (const { kind } of ofRole) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const { shown, pager } = paged(found, query.page, query.size, (page) => at({ page }));
  return {
    found: quantity(found.length, 'indicator'),
    caption: captions[query.sort ?? 'shared'],
    isNewest: query.sort === 'newest',
    orders: orders.map(([sort, title]) => ({ title, chosen: sort === query.sort, href: at({ sort }) })),
    only: number(found.filter((one) => one.rules === 1).length),
    indicators: shown.map((one) => indicatorRow(one, catalog.stats.rules)),
    kinds: [...counts]
      .sort((left, right) => right[1] - left[1])
      .map(([kind, count]) => ({
        operator: operatorBadge(kind),
        count,
        chosen: kind === query.kind,
        href: at({ kind: kind === query.kind ? undefined : kind }),
      })),
    roles: roles.map(([role, title]) => ({ title, chosen: role === query.role, href: at({ role }) })),
    fields: catalog
      .fields()
      .slice(0, 12)
      .map(({ value, count }) => ({ name: value, href: `/fields/${encodeURIComponent(value)}`, count })),
    pager,
  };
}

const captions = {
  shared: 'Indicators, most shared first',
  rarest: 'Indicators, rarest first',
  newest: 'Indicators that no rule had before, the last seen first',
};

function ordered(indicators: readonly CatalogIndicator[], order: IndicatorsQuery['sort']): readonly CatalogIndicator[] {
  if (order === 'rarest') return indicators.toSorted((left, right) => left.rules - right.rules);
  if (order === undefined) return indicators;
  return indicators
    .filter(({ since }) => since !== undefined)
    .toSorted(({ since: left = '' }, { since: right = '' }) => (left < right ? 1 : left > right ? -1 : 0));
}
