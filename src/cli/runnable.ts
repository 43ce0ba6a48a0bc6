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
  refuseUnread(evaluable);
  return { ...worldOf(catalog), rule, syntax, stages, tables };
}

/** Every rule of a catalog, each to be read when its turn comes. */
export function catalogRules(catalog: Catalog): CatalogRule[] {
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
  const model = catalog.rule(slug);
  if (rule === undefined || model === undefined) return undefined;
  refuseUnread(model.evaluable);
  return {
    ...worldOf(catalog),
    rule,
    syntax: catalog.syntax(slug) as QuerySyntax,
    stages: model.stages,
    tables: model.tables,
  };
}

/** The syntax of a query that the parser did not understand is not the whole query. */
function refuseUnread({ because }: RuleModel['evaluable']): void {
  const unread = because.find(({ kind }) => kind === 'syntax');
  if (unread !== undefined) refuse(unread);
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
