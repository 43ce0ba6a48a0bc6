import { type CanonicalName, type Catalog, distinctRules, type RuleSummary } from '../../corpus/index.js';
import { type IndicatorRow, indicatorRow } from '../helpers/indicator-row.js';
import { link } from '../helpers/link.js';
import { type OperatorBadge, operatorBadge } from '../helpers/operator.js';
import { type Pager, paged } from '../helpers/pager.js';
import { type Linked, type RuleRow, ruleRows } from '../helpers/rule-row.js';
import { listed, quantity } from '../helpers/words.js';

/** What ASIM calls a field in one of its schemas, or a field that it calls so. */
export interface CanonicalRow {
  readonly name: string;
  readonly href: string;
  readonly schema: string;
  readonly tables: readonly string[];
  readonly parsers: readonly string[];
  /** The conversions of its type with which some parser has it. */
  readonly through: readonly string[];
  /** The schema and who says so: `Dns, as vimDnsNative has it`. */
  readonly evidence: string;
}

/** A field: the values that rules compare it with, and those rules. */
export interface FieldPage {
  readonly name: string;
  /** What ASIM calls it. */
  readonly canonical: readonly CanonicalRow[];
  /** The fields that ASIM calls so. */
  readonly written: readonly CanonicalRow[];
  readonly indicators: readonly IndicatorRow[];
  readonly pager: Pager;
  readonly found: { readonly rules: string; readonly indicators: string; readonly written: string };
  readonly total: number;
  readonly rules: readonly RuleRow[];
  readonly tables: readonly Linked[];
  readonly operators: readonly { readonly operator: OperatorBadge; readonly count: number }[];
}

const rulesShown = 50;
const parsersNamed = 1;

/** Builds the page of a field that some rule tests, or that ASIM or one of its parsers names. */
export function fieldPage(catalog: Catalog, text: string, page: number): FieldPage | undefined {
  const name =
    catalog.indicatorsOn(text)[0]?.field ??
    catalog.fields().find(({ value }) => value.toLowerCase() === text.toLowerCase())?.value ??
    catalog.alsoWritten(text)[0]?.name ??
    catalog.canonicalNames(text)[0]?.column;
  if (name === undefined) return undefined;
  const indicators = catalog.indicatorsOn(name);
  const uses = indicators.flatMap((one) => one.uses);
  const slugs = new Set(uses.map((use) => use.slug));
  const tested = distinctRules(uses);
  const tables = new Set(uses.map((use) => use.table).filter((table) => table !== null));
  const kinds = new Map<(typeof indicators)[number]['kind'], number>();
  for (const { kind } of indicators) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const rules = [...slugs]
    .map((slug) => catalog.summary(slug))
    .filter((rule): rule is RuleSummary => rule !== undefined);
  const { shown, pager } = paged(indicators, page, 100, (page) => `${link.field(name)}?page=${page}`);
  const written = canonicalRows(catalog.alsoWritten(name), ({ column }) => column);
  return {
    name,
    canonical: canonicalRows(catalog.canonicalNames(name), ({ name }) => name),
    written,
    indicators: shown.map((one) => indicatorRow(one, catalog.stats.rules)),
    pager,
    found: {
      rules: tested === 1 ? '1 rule tests this field' : `${quantity(tested, 'rule')} test this field`,
      indicators: quantity(indicators.length, 'value'),
      written: `as ${quantity(new Set(written.map((row) => row.name)).size, 'field')}`,
    },
    total: slugs.size,
    rules: ruleRows(rules).slice(0, rulesShown),
    tables: [...tables].sort().map((table) => ({ name: table, href: link.table(table) })),
    operators: [...kinds]
      .sort((left, right) => right[1] - left[1])
      .map(([kind, count]) => ({ operator: operatorBadge(kind), count })),
  };
}

/** Names as rows, one for each field shown and schema; most tables first. */
export function canonicalRows(
  names: readonly CanonicalName[],
  shown: (name: CanonicalName) => string,
): readonly CanonicalRow[] {
  const groups = new Map<string, CanonicalName[]>();
  for (const name of names) {
    const key = JSON.stringify([shown(name), name.schema]);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()]
    .map((group) => {
      const name = shown(group[0]);
      const { schema } = group[0];
      const parsers = [...new Set(group.flatMap((each) => each.parsers))];
      return {
        name,
        href: link.field(name),
        schema,
        tables: [...new Set(group.map(({ table }) => table))].sort(),
        parsers,
        through: [...new Set(group.flatMap(({ through }) => through))],
        evidence: `${schema}, as ${parsersText(parsers)}`,
      };
    })
    .sort((left, right) => right.tables.length - left.tables.length || left.name.localeCompare(right.name, 'en'));
}

function parsersText(parsers: readonly string[]): string {
  const more = parsers.length - parsersNamed;
  const names = more > 0 ? [...parsers.slice(0, parsersNamed), `${quantity(more, 'more parser')}`] : parsers;
  return `${listed(names)} ${parsers.length === 1 ? 'has' : 'have'} it`;
}
