import { type Rule, techniqueById } from '../rules/index.js';
import { conditionFindings } from './lint-conditions.js';
import { deprecatedCalls } from './lint-deprecated.js';
import { findings } from './lint-finding.js';
import type { LintFinding } from './model.js';
import type { Section } from './stages.js';
import type { Trace } from './tracer.js';

/** What lint looks at. */
export interface Linted {
  readonly rule: Rule;
  readonly sections: readonly Section[];
  readonly traced: Trace;
  /** All columns of the result; undefined where there may be others. */
  readonly result: readonly { readonly name: string; readonly type: string }[] | undefined;
  schema(table: string): readonly { readonly name: string; readonly type: string }[] | undefined;
  /** The table or function of the catalog whose name differs from this one in its case only; undefined where one has this very name. */
  spelt(table: string): string | undefined;
}

/** Finds what is wrong with a rule or could be better, in the order of its text; what speaks of the whole rule comes first. */
export function lint(linted: Linted): readonly LintFinding[] {
  const { rule, sections } = linted;
  const found = [
    ...schedule(rule),
    ...techniques(rule),
    ...missingColumns(linted),
    ...unknownTables(linted),
    ...unknownColumns(linted),
    ...conditionFindings(linted),
    ...deprecatedCalls(sections),
  ];
  // What a function of the query does is read at each call of it.
  const once = new Map(found.map((each) => [`${each.span.start} ${each.code} ${each.message}`, each]));
  return [...once.values()].sort((a, b) => a.span.start - b.span.start);
}

function schedule({ kind, queryPeriod, queryFrequency }: Rule): LintFinding[] {
  if (kind !== 'scheduled' || queryPeriod === null || queryFrequency === null) return [];
  return queryPeriod.seconds < queryFrequency.seconds
    ? [findings.periodTooShort(queryPeriod.text, queryFrequency.text)]
    : [];
}

function techniques({ techniques: named, tactics }: Rule): LintFinding[] {
  return named.flatMap((id) => {
    const technique = techniqueById(id);
    if (technique === undefined) return [];
    const title = `${id} ${technique.name}`;
    if (technique.tactics.length === 0) {
      const by = technique.by === undefined ? undefined : techniqueById(technique.by);
      return [findings.retired(title, by && `${by.id} ${by.name}`)];
    }
    if (tactics.length === 0 || technique.tactics.some((tactic) => tactics.includes(tactic))) return [];
    return [findings.tacticMismatch(title, technique.tactics.join(', '))];
  });
}

/** Columns that an alert is made of and that the result does not have. */
function missingColumns({ rule, result }: Linted): LintFinding[] {
  if (result === undefined) return [];
  // A union whose tables give a column two types names it by each: which a table's own has is not always known.
  const known = new Set(result.flatMap(({ name, type }) => [name, name.replace(new RegExp(`_${type}$`), '')]));
  const used = new Map<string, string>();
  const use = (column: string | undefined, what: string) => {
    if (column && !known.has(column) && !used.has(column)) used.set(column, what);
  };
  for (const { entityType, fields } of rule.entityMappings)
    for (const { column } of fields) use(column, `the entity ${entityType}`);
  for (const { name, column } of rule.customDetails) use(column, `the custom detail ${name}`);
  const { severityColumn, tacticsColumn, properties = [] } = rule.alertDetails ?? {};
  use(severityColumn, "the alert's severity");
  use(tacticsColumn, "the alert's tactics");
  for (const { property, column } of properties) use(column, `the alert's ${property}`);
  return [...used].map(([column, what]) => {
    const meant = result.find(({ name }) => name.toLowerCase() === column.toLowerCase())?.name;
    return findings.missingColumn(column, what, meant);
  });
}

/** Names of tables that differ from a known one in their case only; a table of another database may be called so. */
function unknownTables({ rule, traced, spelt }: Linted): LintFinding[] {
  return [...traced.tables].flatMap(([name, span]) => {
    const meant = rule.query.slice(span.start, span.end) === name ? spelt(name) : undefined;
    return meant === undefined ? [] : [findings.unknownTable(name, meant, span)];
  });
}

/** Names that differ from a column's in their case only. A schema may be older than its table: a name unlike all of them says nothing. */
function unknownColumns({ traced, schema }: Linted): LintFinding[] {
  const seen = new Set<string>();
  return traced.reads.flatMap(({ table, name, span }) => {
    const columns = schema(table);
    const key = `${table}.${name}`;
    if (columns === undefined || seen.has(key) || columns.some((column) => column.name === name)) return [];
    const meant = columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name;
    if (meant === undefined) return [];
    seen.add(key);
    return [findings.unknownColumn(name, table, meant, span)];
  });
}
