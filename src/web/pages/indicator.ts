import { type Catalog, type CatalogIndicator, distinctRules, type IndicatorUse } from '../../corpus/index.js';
import { type IndicatorRow, indicatorRow, isScope } from '../helpers/indicator-row.js';
import { link } from '../helpers/link.js';
import { type Linked, type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { severityRank } from '../helpers/severity.js';
import { listed, number, quantity } from '../helpers/words.js';
import { type CanonicalRow, canonicalRows } from './field.js';

/** An indicator with every rule that has it. */
export interface IndicatorPage {
  readonly indicator: IndicatorRow;
  /** What ASIM calls its field in the tables that its rules read. */
  readonly canonical: readonly CanonicalRow[];
  readonly lead: string;
  readonly role: string;
  readonly uses: readonly (IndicatorUse & {
    readonly exclude: boolean;
    readonly role: string;
    readonly row: RuleRow;
  })[];
  readonly beside: readonly (IndicatorRow & { readonly together: number })[];
  readonly others: readonly IndicatorRow[];
  readonly otherCount: number;
  readonly tables: readonly Linked[];
  /** Its inverse document frequency. */
  readonly rarity: string;
  /** The folders its rules were ingested from, where there are several. */
  readonly sources: readonly { readonly name: string; readonly count: number }[];
  readonly techniques: readonly { readonly name: string; readonly href: string; readonly count: number }[];
  readonly kql?: string;
}

const listedAtMost = 8;

/** Builds the page of an indicator. */
export function indicatorPage(catalog: Catalog, indicator: CatalogIndicator): IndicatorPage {
  const total = catalog.stats.rules;
  const row = indicatorRow(indicator, total);
  const uses = indicator.uses
    .flatMap((use) => {
      const rule = catalog.summary(use.slug);
      return rule === undefined
        ? []
        : [
            {
              ...use,
              exclude: use.polarity === 'exclude',
              role: use.scope ? 'scope' : 'threat',
              row: ruleRow(rule),
              rule,
            },
          ];
    })
    .sort(
      (left, right) =>
        severityRank(right.rule.severity) - severityRank(left.rule.severity) ||
        left.rule.name.localeCompare(right.rule.name, 'en'),
    );
  const rules = [...new Set(uses.map((use) => use.rule))];
  const tables = [...new Set(indicator.uses.map((use) => use.table).filter((table) => table !== null))].sort();
  const others = catalog.indicatorsOn(indicator.field).filter((one) => one.id !== indicator.id);
  const kql = kqlOf(indicator);
  return {
    indicator: row,
    canonical: canonicalRows(
      catalog.canonicalNames(indicator.field).filter(({ table }) => tables.includes(table)),
      ({ name }) => name,
    ),
    lead: leadOf(indicator, rules.length, tables, catalog),
    role: isScope(indicator) ? 'scope' : 'threat',
    uses: uses.map(({ rule, ...use }) => use),
    beside: besideOf(catalog, indicator),
    others: others.slice(0, listedAtMost).map((one) => indicatorRow(one, total)),
    otherCount: others.length,
    tables: tables.map((name) => ({ name, href: link.table(name) })),
    sources: sourcesOf(indicator),
    rarity: indicator.rarity.toFixed(2),
    techniques: catalog
      .facet('technique', rules)
      .slice(0, 6)
      .map(({ value, count }) => ({ name: value, href: link.technique(value), count })),
    ...(kql === undefined ? {} : { kql }),
  };
}

function leadOf({ rules }: CatalogIndicator, listedRules: number, tables: readonly string[], catalog: Catalog): string {
  const total = new Set(catalog.rules.map(({ id }) => id.toLowerCase())).size;
  const on = tables.length === 0 || tables.length > 3 ? '' : `, on ${listed(tables)}`;
  const copies =
    listedRules === rules ? '' : ` Not counted: ${quantity(listedRules - rules, 'copy', 'copies')} under the same id.`;
  if (rules === 1) return `Only one of ${quantity(total, 'rule')} tests this${on}.${copies}`;
  const wider = catalog.indicators().filter((one) => one.rules >= rules).length;
  return `${number(rules)} of ${quantity(total, 'rule')} test this${on}. ${quantity(wider, 'indicator is', 'indicators are')} shared this widely, of ${number(catalog.indicators().length)}.${copies}`;
}

/** What the same rules look for besides, commonest first. */
function besideOf(catalog: Catalog, indicator: CatalogIndicator): IndicatorPage['beside'] {
  if (indicator.rules < 2) return [];
  const own = new Set(indicator.uses.map((use) => use.slug));
  return catalog
    .indicators()
    .filter((one) => one.id !== indicator.id)
    .map((one) => ({ one, together: distinctRules(one.uses.filter((use) => own.has(use.slug))) }))
    .filter(({ together }) => together > 1)
    .sort((left, right) => right.together - left.together)
    .slice(0, listedAtMost)
    .map(({ one, together }) => ({ ...indicatorRow(one, catalog.stats.rules), together }));
}

function sourcesOf({ bySource }: CatalogIndicator): IndicatorPage['sources'] {
  const sources = Object.entries(bySource).map(([name, count]) => ({ name, count }));
  return sources.length < 2 ? [] : sources.sort((left, right) => right.count - left.count);
}

const operators: Readonly<Partial<Record<CatalogIndicator['kind'], string>>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  contains: 'contains',
  has: 'has',
  has_prefix: 'hasprefix',
  has_suffix: 'hassuffix',
  starts_with: 'startswith',
  ends_with: 'endswith',
  match: 'matches regex',
};

/** The comparison as KQL, where one operator says it. */
function kqlOf({ field, kind, value }: CatalogIndicator): string | undefined {
  const operator = operators[kind];
  return operator === undefined || value === null ? undefined : `${field} ${operator} ${JSON.stringify(value)}`;
}
