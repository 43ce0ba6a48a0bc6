import type { Analysis } from '../analysis/index.js';
import type { Rule, RuleFunction, TableSchema } from '../rules/index.js';
import type {
  CanonicalName,
  CatalogChange,
  CatalogIndicator,
  CatalogProblem,
  CatalogStats,
  FacetEntry,
  FacetName,
  FunctionSummary,
  RuleModel,
  RuleSummary,
} from './model.js';

/**
 * A store opened for reading. Summaries, problems and numbers are in memory; bodies, files, syntax, functions and
 * schemas are read by offset when asked for. Word search is the search room's: `openSearch(catalog)`.
 */
export interface Catalog {
  /** Names the state of the store; changes with every ingest that changes anything. */
  readonly generation: string;
  /** Every rule, ordered by path and line. */
  readonly rules: readonly RuleSummary[];
  readonly functions: readonly FunctionSummary[];
  /** Names of the tables whose columns are known. */
  readonly schemas: readonly string[];
  /** What ingest could not read or had to repair. */
  readonly problems: readonly CatalogProblem[];
  readonly stats: CatalogStats;

  /** Finds a rule by slug or id, in any case; the first by path where several share the id. */
  summary(slug: string): RuleSummary | undefined;
  /** The whole model of a rule: what `show --json` prints. */
  rule(slug: string): RuleModel | undefined;
  /** The rule as its file declares it, for evaluation. */
  declaration(slug: string): Rule | undefined;
  /** The rule's own analysis, without what depends on other rules; reading the whole model takes several times as long. */
  analysis(slug: string): Analysis | undefined;
  /** The syntax of a rule's query, for the engine. */
  syntax(slug: string): unknown;
  /** Where the rule's file lay when it was read. */
  fileOf(slug: string): string | undefined;
  /** The bytes of the rule's file as it was. */
  raw(slug: string): Uint8Array | undefined;

  /** A shared function by name or alias, with the syntax of its body. */
  function(name: string): { readonly declaration: RuleFunction; readonly syntax: unknown } | undefined;
  /** The columns of a table, found by its name in any case. */
  schema(table: string): TableSchema | undefined;

  /** The rules that have a facet's value, in any case, ordered by path. */
  rulesBy(facet: FacetName, value: string): readonly RuleSummary[];
  /** Counts a facet's values over the given rules (all, if none are given), commonest first. */
  facet(name: FacetName, rules?: readonly RuleSummary[]): readonly FacetEntry[];

  /** Every indicator, most shared first. */
  indicators(): readonly CatalogIndicator[];
  indicator(id: string): CatalogIndicator | undefined;
  /** The indicators on a field, named in any case, most shared first. */
  indicatorsOn(field: string): readonly CatalogIndicator[];
  /** The rules that test a field, named in any case, ordered by path. */
  rulesOn(field: string): readonly RuleSummary[];
  /** Fields by how many rules test them. */
  fields(): readonly FacetEntry[];

  /** What ASIM calls a field, named in any case, once for each table and schema. */
  canonicalNames(field: string): readonly CanonicalName[];
  /** The columns that ASIM calls by a name, in any case. */
  alsoWritten(name: string): readonly CanonicalName[];

  /** What the ingests changed since the first, the last one first. */
  history(): readonly CatalogChange[];

  /** A part that another room had stored with the catalog, such as the word index. */
  part(name: string): Uint8Array | undefined;
  close(): void;
}
