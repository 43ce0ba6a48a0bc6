import { basename, join } from 'node:path';
import type { Analysis } from '../analysis/index.js';
import type { Rule, RuleFunction, TableSchema } from '../rules/index.js';
import { attackRows } from './attack-rows.js';
import { CanonicalNames } from './canonical-names.js';
import type { Catalog } from './catalog.js';
import { classify } from './classification.js';
import { duplicateId } from './duplicate-id.js';
import { countFacet, facetValues } from './facets.js';
import { IndicatorTable } from './indicator-table.js';
import type {
  CanonicalName,
  CatalogChange,
  CatalogIndicator,
  CatalogProblem,
  FacetEntry,
  FacetName,
  Relation,
  RuleModel,
  RuleSummary,
  Token,
} from './model.js';
import { Relations } from './relations.js';
import { sourceNames } from './sources.js';
import type { PackReader } from './store/pack.js';
import { Recent } from './store/recent.js';
import type { StoredFunction, StoredRule, StoredSchema, StoredState } from './store/state.js';
import { openStore } from './store/store.js';

/** Opens the catalog in a store folder; refuses (`ProblemError`) one that is missing, damaged or of another version. */
export function openCatalog(folder: string): Catalog {
  const { state, pack } = openStore(folder);
  return new StoredCatalog(state, pack);
}

type FunctionEntry = ReturnType<Catalog['function']>;

class StoredCatalog implements Catalog {
  readonly generation: string;
  readonly rules: readonly RuleSummary[];
  readonly functions: Catalog['functions'];
  readonly schemas: readonly string[];
  readonly stats: Catalog['stats'];
  readonly problems: readonly CatalogProblem[];
  readonly #state: StoredState;
  readonly #pack: PackReader;
  readonly #bySlug = new Map<string, StoredRule>();
  readonly #byFunction = new Map<string, StoredFunction>();
  readonly #byTable = new Map<string, StoredSchema>();
  readonly #byFacet = new Map<FacetName, ReadonlyMap<string, readonly RuleSummary[]>>();
  readonly #models = new Recent<StoredRule, RuleModel>(64);
  readonly #syntaxes = new Recent<StoredRule, unknown>(64);
  readonly #functions = new Recent<StoredFunction, FunctionEntry>(512);
  readonly #schemas = new Recent<StoredSchema, TableSchema>(256);
  #table: IndicatorTable | undefined;
  #names: CanonicalNames | undefined;
  #relations: Relations | undefined;

  constructor(state: StoredState, pack: PackReader) {
    this.#state = state;
    this.#pack = pack;
    this.generation = state.generation;
    this.rules = state.rules.map((rule) => rule.summary);
    this.functions = state.functions.map((each) => each.summary);
    this.schemas = [...new Set(state.schemas.map((schema) => schema.name))].sort();
    this.stats = state.stats;
    this.problems = problemsOf(state);
    for (const rule of state.rules) this.#bySlug.set(rule.summary.slug.toLowerCase(), rule);
    for (const each of state.functions) {
      for (const name of [each.summary.name, ...each.summary.aliases]) {
        if (!this.#byFunction.has(name)) this.#byFunction.set(name, each);
      }
    }
    for (const schema of state.schemas) {
      const name = schema.name.toLowerCase();
      if (!this.#byTable.has(name)) this.#byTable.set(name, schema);
    }
  }

  summary(slug: string): RuleSummary | undefined {
    return this.#find(slug)?.summary;
  }

  rule(slug: string): RuleModel | undefined {
    const stored = this.#find(slug);
    return stored && this.#models.get(stored, () => this.#model(stored));
  }

  declaration(slug: string): Rule | undefined {
    const stored = this.#find(slug);
    return stored && this.#pack.readJson<Rule>(stored.declaration);
  }

  analysis(slug: string): Analysis | undefined {
    const stored = this.#find(slug);
    return stored && this.#pack.readJson<Analysis>(stored.analysis);
  }

  syntax(slug: string): unknown {
    const stored = this.#find(slug);
    return stored && this.#syntaxes.get(stored, () => this.#pack.readJson(stored.syntax));
  }

  fileOf(slug: string): string | undefined {
    const stored = this.#find(slug);
    if (stored === undefined) return undefined;
    const { root, path } = this.#state.files[stored.file];
    const asked = this.#state.roots[root];
    // A file that was asked for by itself is its own root.
    return basename(asked) === path ? asked : join(asked, path);
  }

  raw(slug: string): Uint8Array | undefined {
    const stored = this.#find(slug);
    const place = stored && this.#state.files[stored.file].raw;
    return place ? this.#pack.read(place) : undefined;
  }

  function(name: string): FunctionEntry {
    const stored = this.#byFunction.get(name);
    if (stored === undefined) return undefined;
    return this.#functions.get(stored, () => ({
      declaration: this.#pack.readJson<RuleFunction>(stored.declaration),
      syntax: this.#pack.readJson(stored.syntax),
    }));
  }

  schema(table: string): TableSchema | undefined {
    const stored = this.#byTable.get(table.toLowerCase());
    return stored && this.#schemas.get(stored, () => this.#pack.readJson<TableSchema>(stored.declaration));
  }

  rulesBy(facet: FacetName, value: string): readonly RuleSummary[] {
    let index = this.#byFacet.get(facet);
    if (index === undefined) {
      index = groupByValue(facet, this.rules);
      this.#byFacet.set(facet, index);
    }
    return index.get(value.toLowerCase()) ?? [];
  }

  facet(name: FacetName, rules: readonly RuleSummary[] = this.rules): readonly FacetEntry[] {
    return countFacet(name, rules);
  }

  indicators(): readonly CatalogIndicator[] {
    return this.#indicatorTable().all;
  }

  indicator(id: string): CatalogIndicator | undefined {
    return this.#indicatorTable().byId(id);
  }

  indicatorsOn(field: string): readonly CatalogIndicator[] {
    return this.#indicatorTable().onField(field);
  }

  canonicalNames(field: string): readonly CanonicalName[] {
    return this.#canonicalNames().of(field);
  }

  alsoWritten(name: string): readonly CanonicalName[] {
    return this.#canonicalNames().for(name);
  }

  history(): readonly CatalogChange[] {
    return this.#pack.readJson(this.#state.history);
  }

  rulesOn(field: string): readonly RuleSummary[] {
    const slugs = this.#indicatorTable().rulesOn(field);
    return this.rules.filter((rule) => slugs.has(rule.slug));
  }

  fields(): readonly FacetEntry[] {
    return this.#indicatorTable().fields();
  }

  part(name: string): Uint8Array | undefined {
    const place = this.#state.parts[name];
    return place && this.#pack.read(place);
  }

  close(): void {
    this.#pack.close();
  }

  #find(slug: string): StoredRule | undefined {
    return this.#bySlug.get(slug.toLowerCase());
  }

  #indicatorTable(): IndicatorTable {
    if (this.#table === undefined) {
      const { roots, files, rules, uses } = this.#state;
      const sources = sourceNames(roots);
      const named = rules.map(({ summary, file }) => ({ ...summary, source: sources[files[file].root] }));
      this.#table = new IndicatorTable(named, this.#pack.readJson(uses), this.history());
    }
    return this.#table;
  }

  #canonicalNames(): CanonicalNames {
    this.#names ??= new CanonicalNames(this.functions, (name) => this.#syntaxOfFunction(name));
    return this.#names;
  }

  #syntaxOfFunction(name: string): unknown {
    const stored = this.#byFunction.get(name);
    return stored && this.#pack.readJson(stored.syntax);
  }

  #relationsOf(summary: RuleSummary): readonly Relation[] {
    this.#relations ??= new Relations(
      this.rules,
      this.#pack.readJson(this.#state.meanings),
      this.#pack.readJson(this.#state.uses),
    );
    return this.#relations.of(this.rules.indexOf(summary));
  }

  #model({ summary, file, declaration, analysis }: StoredRule): RuleModel {
    const { query, queryAt, queryPeriod, queryFrequency, connectors, ...rule } = this.#pack.readJson<Rule>(declaration);
    const { indicators, exclusions, ...rest } = this.#pack.readJson<Analysis & { tokens: readonly Token[] }>(analysis);
    const table = this.#indicatorTable();
    const { slug } = summary;
    const id = summary.id.toLowerCase();
    const alike = this.rules.filter((each) => each.id.toLowerCase() === id && each.slug !== slug);
    return {
      ...rule,
      slug,
      alsoWithThisId: alike.map((each) => each.slug),
      connectors: summary.connectors,
      dataConnectors: connectors,
      queryPeriod: queryPeriod?.text ?? null,
      queryFrequency: queryFrequency?.text ?? null,
      body: query,
      bodyLine: queryAt.line,
      attack: attackRows(summary),
      classification: classify(rule, { ...rest, indicators, exclusions }),
      ...rest,
      indicators: indicators.map((each) => {
        const because = each.scope ? undefined : table.commonness(each, each.table);
        const scope = because !== undefined && { scope: true, because };
        return { ...each, ...table.count(each, slug, 'match'), ...scope };
      }),
      exclusions: exclusions.map((each) => ({ ...each, ...table.count(each, slug, 'exclude') })),
      lint: [...duplicateId(summary, alike), ...rest.lint],
      relations: this.#relationsOf(summary),
      problems: this.#state.files[file].problems,
    };
  }
}

function problemsOf({ walkProblems, files, rules, functions, schemas }: StoredState): readonly CatalogProblem[] {
  const holding = new Set([...rules, ...functions, ...schemas].map((each) => each.file));
  return [
    ...walkProblems.map((problem) => ({ ...problem, lost: true })),
    ...files.flatMap((file, number) => file.problems.map((problem) => ({ ...problem, lost: !holding.has(number) }))),
  ];
}

function groupByValue(facet: FacetName, rules: readonly RuleSummary[]): ReadonlyMap<string, readonly RuleSummary[]> {
  const groups = new Map<string, RuleSummary[]>();
  for (const rule of rules) {
    for (const value of new Set(facetValues(facet, rule).map((each) => each.toLowerCase()))) {
      const group = groups.get(value);
      if (group) group.push(rule);
      else groups.set(value, [rule]);
    }
  }
  return groups;
}
