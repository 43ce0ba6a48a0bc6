import type { Catalog, RuleSummary } from '../../corpus/index.js';
import { type IndicatorRow, indicatorRow } from '../helpers/indicator-row.js';
import { link } from '../helpers/link.js';
import { type OperatorBadge, operatorBadge } from '../helpers/operator.js';
import { type Pager, paged } from '../helpers/pager.js';
import { type Linked, type RuleRow, ruleRows } from '../helpers/rule-row.js';
import { quantity } from '../helpers/words.js';

/** A field: the values that rules compare it with, and those rules. */
export interface FieldPage {
  readonly name: string;
  readonly indicators: readonly IndicatorRow[];
  readonly pager: Pager;
  readonly found: { readonly rules: string; readonly indicators: string };
  readonly total: number;
  readonly rules: readonly RuleRow[];
  readonly tables: readonly Linked[];
  readonly operators: readonly { readonly operator: OperatorBadge; readonly count: number }[];
}

const rulesShown = 50;

/** Builds the page of a field that some rule tests. */
export function fieldPage(catalog: Catalog, text: string, page: number): FieldPage | undefined {
  const name =
    catalog.indicatorsOn(text)[0]?.field ??
    catalog.fields().find(({ value }) => value.toLowerCase() === text.toLowerCase())?.value;
  if (name === undefined) return undefined;
  const indicators = catalog.indicatorsOn(name);
  const slugs = new Set(indicators.flatMap((one) => one.uses.map((use) => use.slug)));
  const tables = new Set(
    indicators.flatMap((one) => one.uses.map((use) => use.table)).filter((table) => table !== null),
  );
  const kinds = new Map<(typeof indicators)[number]['kind'], number>();
  for (const { kind } of indicators) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const rules = [...slugs]
    .map((slug) => catalog.summary(slug))
    .filter((rule): rule is RuleSummary => rule !== undefined);
  const { shown, pager } = paged(indicators, page, 100, (page) => `${link.field(name)}?page=${page}`);
  return {
    name,
    indicators: shown.map((one) => indicatorRow(one, catalog.stats.rules)),
    pager,
    found: { rules: quantity(slugs.size, 'rule'), indicators: quantity(indicators.length, 'value') },
    total: slugs.size,
    rules: ruleRows(rules).slice(0, rulesShown),
    tables: [...tables].sort().map((table) => ({ name: table, href: link.table(table) })),
    operators: [...kinds]
      .sort((left, right) => right[1] - left[1])
      .map(([kind, count]) => ({ operator: operatorBadge(kind), count })),
  };
}
