import type { AnalysedQuery, Indicator, PredicateTree } from '../../src/analysis/index.js';
import { analyse, warmUp } from '../../src/analysis/index.js';
import type { Rule, RuleFunction, TableSchema } from '../../src/rules/index.js';

await warmUp();

/** A function of the catalog. */
export function functionOf(name: string, body: string, parameters: RuleFunction['parameters'] = []): RuleFunction {
  const bodyAt = { line: 1, indent: 0, exact: true };
  return {
    name,
    aliases: [],
    description: '',
    parameters,
    body,
    bodyAt,
    version: null,
    source: { path: `${name}.yaml`, line: 1, format: 'test' },
  };
}

/** A table of the catalog. */
export function schemaOf(name: string): TableSchema {
  return { name, columns: [], source: { path: `${name}.json`, line: 1, format: 'test' } };
}

/** Analyses a rule that has nothing but a query, and what else is given. */
export function analysed(
  query: string,
  known: { functions?: RuleFunction[]; schemas?: TableSchema[] } = {},
  more: Partial<Rule> = {},
): AnalysedQuery {
  const rule: Rule = {
    id: 'a',
    idDeclared: null,
    name: 'A',
    language: 'kusto',
    kind: 'scheduled',
    severity: null,
    status: null,
    description: '',
    tactics: [],
    techniques: [],
    declared: { severity: null, tactics: [], techniques: [] },
    connectors: [],
    query,
    queryAt: { line: 1, indent: 0, exact: true },
    queryPeriod: null,
    queryFrequency: null,
    trigger: null,
    eventGrouping: null,
    entityMappings: [],
    entityColumns: [],
    customDetails: [],
    alertDetails: null,
    suppression: null,
    incident: null,
    exploration: null,
    tags: [],
    version: null,
    source: { path: 'a.yaml', line: 1, format: 'test' },
    ...more,
  };
  return analyse(rule, { functions: known.functions ?? [], schemas: known.schemas ?? [] });
}

/** Indicators in short: `Field kind value`. */
export function short(indicators: readonly Indicator[]): string[] {
  return indicators.map(({ field, kind, value }) => `${field} ${kind} ${value}`);
}

/** The tree of a condition in short: `and(a eq 1, not(b has x))`. */
export function shortTree(condition: string): string {
  const { stages } = analysed(`T | where ${condition}`);
  const tree = stages[1].predicates;
  return tree === undefined ? '' : written(tree);
}

function written(tree: PredicateTree): string {
  if (tree.is === 'opaque') return `?${tree.text}`;
  if (tree.is !== 'predicate') return `${tree.is}(${tree.parts.map(written).join(', ')})`;
  const sign = tree.cased === undefined ? '' : tree.cased ? ' cased' : ' any';
  return [tree.field, tree.kind, ...tree.values.map(String)].join(' ') + sign;
}
