import { existsSync } from 'node:fs';
import { analyse, warmUp } from '../analysis/index.js';
import { type Catalog, openCatalog, type RuleModel } from '../corpus/index.js';
import type { CatalogRule, RunnableRule } from '../evaluation/index.js';
import type { FunctionSyntax, QuerySyntax } from '../kql/index.js';
import { readRuleFile } from '../rules/index.js';
import { readInput } from './input.js';
import { problems, refuse } from './problems.js';

/** A rule of the store with all that running it needs. */
export async function runnableRule(store: string, slug: string): Promise<RunnableRule> {
  const catalog = await openCatalog(store);
  if (existsSync(slug)) return runnableFile(catalog, slug);
  return runnableOf(catalog, slug) ?? refuse(problems.unknownRule(slug, []));
}

/** A rule out of its file, with the functions and schemas of the store. */
async function runnableFile(catalog: Catalog, file: string): Promise<RunnableRule> {
  const [rule] = readRuleFile(file, readInput(file)).rules;
  if (rule === undefined) return refuse(problems.unreadable(file, 'it holds no rule'));
  await warmUp();
  const { syntax, stages, tables, evaluable } = analyse(rule, { functions: [], schemas: [] });
  return { ...worldOf(catalog), rule, syntax: whole(syntax, evaluable), stages, tables };
}

/** The same array for the same catalog, by which evaluation knows the plans that it made before. */
const rulesKnown = new WeakMap<Catalog, readonly CatalogRule[]>();

/** Every rule of a catalog, each to be read when its turn comes. */
export function catalogRules(catalog: Catalog): readonly CatalogRule[] {
  const rules = rulesKnown.get(catalog) ?? rulesIn(catalog);
  rulesKnown.set(catalog, rules);
  return rules;
}

function rulesIn(catalog: Catalog): CatalogRule[] {
  return catalog.rules.map(({ slug, id, path, tables }) => ({
    ruleId: id,
    path,
    tables,
    load() {
      const runnable = runnableOf(catalog, slug);
      return runnable ?? refuse(problems.unknownRule(slug, []));
    },
  }));
}

/** The same of an open catalog; undefined when it has no such rule. */
export function runnableOf(catalog: Catalog, slug: string): RunnableRule | undefined {
  const rule = catalog.declaration(slug);
  const analysis = catalog.analysis(slug);
  if (rule === undefined || analysis === undefined) return undefined;
  const { evaluable, stages, tables } = analysis;
  return {
    ...worldOf(catalog),
    rule,
    syntax: whole(catalog.syntax(slug) as QuerySyntax | null, evaluable),
    stages,
    tables,
  };
}

/** The syntax, unless it is not the whole query: the parser did not understand it, or it was too much for the analysis. */
function whole(syntax: QuerySyntax | null, { because }: RuleModel['evaluable']): QuerySyntax {
  const unread = because.find(({ kind }) => kind === 'syntax');
  return unread !== undefined || syntax === null ? refuse(unread ?? because[0]) : syntax;
}

function worldOf(catalog: Catalog): Pick<RunnableRule, 'function' | 'schema'> {
  return {
    function(name) {
      const found = catalog.function(name);
      const { parameters, body } = (found?.syntax ?? {}) as Partial<FunctionSyntax>;
      return parameters && body && { is: 'function', parameters, view: false, body, span: { start: 0, end: 0 } };
    },
    schema: (table) => catalog.schema(table),
  };
}
