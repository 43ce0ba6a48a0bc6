import { type Catalog, openCatalog } from '../corpus/index.js';
import type { RunnableRule } from '../evaluation/index.js';
import type { FunctionSyntax, QuerySyntax } from '../kql/index.js';
import { problems, refuse } from './problems.js';

/** A rule of the store with all that running it needs. */
export async function runnableRule(store: string, slug: string): Promise<RunnableRule> {
  const runnable = runnableOf(await openCatalog(store), slug);
  return runnable ?? refuse(problems.unknownRule(slug, []));
}

/** The same of an open catalog; undefined when it has no such rule. */
export function runnableOf(catalog: Catalog, slug: string): RunnableRule | undefined {
  const rule = catalog.declaration(slug);
  const model = catalog.rule(slug);
  if (rule === undefined || model === undefined) return undefined;
  return {
    rule,
    syntax: catalog.syntax(slug) as QuerySyntax,
    stages: model.stages,
    tables: model.tables,
    function(name) {
      const found = catalog.function(name);
      const { parameters, body } = (found?.syntax ?? {}) as Partial<FunctionSyntax>;
      return parameters && body && { is: 'function', parameters, view: false, body, span: { start: 0, end: 0 } };
    },
    schema: (table) => catalog.schema(table),
  };
}
