import { type Catalog, type CatalogIndicator, distinctRules } from '../../corpus/index.js';
import { logShare } from '../helpers/bar.js';
import { link } from '../helpers/link.js';
import { type OperatorBadge, operatorBadge, valueText } from '../helpers/operator.js';
import { type RuleRow, ruleRows } from '../helpers/rule-row.js';
import { quantity } from '../helpers/words.js';

interface ColumnRow {
  readonly name: string;
  readonly type?: string;
  readonly href: string;
  readonly operators: readonly OperatorBadge[];
  readonly values: readonly { readonly text: string; readonly href: string }[];
  readonly moreValues: number;
  readonly rules: number;
  readonly width: number;
}

/** A table: its columns, how rules test them, and the rules that read it. */
export interface TablePage {
  readonly name: string;
  readonly columns: readonly ColumnRow[];
  /** Columns of the schema that no rule tests. */
  readonly untested: readonly { readonly name: string; readonly type?: string }[];
  readonly schema?: { readonly columns: number; readonly path: string };
  readonly total: number;
  readonly found: string;
  readonly rules: readonly RuleRow[];
  readonly connectors: readonly { readonly name: string; readonly href: string; readonly count: number }[];
  readonly beside: readonly { readonly name: string; readonly href: string; readonly count: number }[];
}

const valuesShown = 4;

/** Builds the page of a table that rules read or a schema describes. */
export function tablePage(catalog: Catalog, text: string): TablePage | undefined {
  const same = (name: string) => name.toLowerCase() === text.toLowerCase();
  const name = catalog.facet('table').find(({ value }) => same(value))?.value ?? catalog.schemas.find(same);
  if (name === undefined) return undefined;
  const rules = catalog.rulesBy('table', name);
  const schema = catalog.schema(name);
  const types = new Map(schema?.columns.map((column) => [column.name, column.type]));
  const columns = columnsOf(catalog, name, types);
  const tested = new Set(columns.map((column) => column.name));
  return {
    name,
    columns,
    untested: (schema?.columns ?? []).filter((column) => !tested.has(column.name)),
    ...(schema === undefined ? {} : { schema: { columns: schema.columns.length, path: schema.source.path } }),
    total: rules.length,
    found: quantity(rules.length, 'rule'),
    rules: ruleRows(rules),
    connectors: catalog
      .facet('connector', rules)
      .slice(0, 6)
      .map(({ value, count }) => ({ name: value, href: link.rulesWith('connector', value), count })),
    beside: catalog
      .facet('table', rules)
      .filter(({ value }) => value !== name)
      .slice(0, 6)
      .map(({ value, count }) => ({ name: value, href: link.table(value), count })),
  };
}

/** The fields that rules test on this table, by how many do. */
function columnsOf(catalog: Catalog, table: string, types: ReadonlyMap<string, string>): ColumnRow[] {
  const fields = new Map<string, CatalogIndicator[]>();
  for (const indicator of catalog.indicators()) {
    if (!indicator.uses.some((use) => use.table === table)) continue;
    const own = fields.get(indicator.field);
    if (own === undefined) fields.set(indicator.field, [indicator]);
    else own.push(indicator);
  }
  return [...fields]
    .map(([name, indicators]): ColumnRow => {
      const rules = distinctRules(indicators.flatMap((one) => one.uses.filter((use) => use.table === table)));
      const type = types.get(name);
      return {
        name,
        ...(type === undefined ? {} : { type }),
        href: link.field(name),
        operators: [...new Set(indicators.map((one) => one.kind))].slice(0, 5).map(operatorBadge),
        values: indicators
          .filter((one) => one.value !== null)
          .sort((left, right) => right.rules - left.rules)
          .slice(0, valuesShown)
          .map((one) => ({ text: valueText(one.value), href: link.indicator(one.id) })),
        moreValues: Math.max(0, indicators.length - valuesShown),
        rules,
        width: logShare(rules, catalog.stats.rules),
      };
    })
    .sort((left, right) => right.rules - left.rules || left.name.localeCompare(right.name, 'en'));
}
