import { type Problem, ProblemError } from '../../base/problem.js';
import type { Plan } from '../plan/nodes.js';
import type { Catalog } from '../plan/scope.js';
import { watchlistAlias, watchlistColumns } from '../plan/watchlists.js';
import type { FunctionSyntax, QuerySyntax } from '../syntax/nodes.js';
import type { ColumnDeclaration, Table } from '../types/table.js';
import { bindQuery } from './engine.js';
import { Evaluation } from './evaluation.js';
import { language } from './language.js';
import { recordsOfObjects, tableOfRecords } from './records.js';

/** What a query may name when no record is there yet. */
export interface BindingWorld {
  /** The columns known of a table, which may have more; undefined when there is no such table. */
  table(name: string): readonly ColumnDeclaration[] | undefined;
  readonly tableNames: readonly string[];
  function(name: string): FunctionSyntax | undefined;
}

/** Something that the engine does and not for every input, in words. */
export interface Gap {
  readonly name: string;
  readonly gap: string;
}

/** What a query means before it is run: its result columns, and in what it may be refused; or why it means nothing. */
export type Binding =
  | { readonly columns: readonly ColumnDeclaration[]; readonly gaps: readonly Gap[]; readonly problem?: undefined }
  | { readonly problem: Problem };

/** Binds a query's syntax without running it; records for every address and watchlist count as given. */
export function bindSyntax(syntax: QuerySyntax, world: BindingWorld): Binding {
  const noRecords = recordsOfObjects([]);
  const columnsOf = (name: string) =>
    watchlistAlias(name) === undefined ? world.table(name) : watchlistColumns;
  const catalog: Catalog = {
    table(name) {
      const columns = columnsOf(name);
      return columns && { columns, open: true };
    },
    tableNames: () => world.tableNames,
    function: (name) => world.function(name),
    external: () => true,
  };
  const evaluation = () =>
    new Evaluation(language, {
      now: 0n,
      seed: 1,
      table(name): Table | undefined {
        const columns = columnsOf(name);
        return columns && tableOfRecords(noRecords, columns);
      },
      external: (_, columns) => tableOfRecords(noRecords, columns),
      maxRows: 100_000,
      batchSize: 4096,
      optimise: false,
    });
  try {
    const { plan } = bindQuery(syntax, catalog, (part) => evaluation().collect(part));
    const columns = plan.columns.map(({ name, type }) => ({ name, type }));
    return { columns, gaps: gapsOf(plan) };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    throw error;
  }
}

/** The gaps of all that a plan calls, each once. */
function gapsOf(plan: Plan): Gap[] {
  const gaps = new Map<string, string>();
  const seen = new Set<object>();
  const note = (name: string, gap: string | undefined) => {
    if (gap !== undefined) gaps.set(name, gap);
  };
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if ('function' in part && typeof part.function === 'string') {
      note(part.function, language.functions.get(part.function)?.gap);
      note(part.function, language.aggregates.get(part.function)?.aggregate.gap);
    }
    if ('plugin' in part && typeof part.plugin === 'string') note(part.plugin, language.plugins.get(part.plugin)?.gap);
    for (const value of Object.values(part)) walk(value);
  };
  walk(plan);
  return [...gaps].map(([name, gap]) => ({ name, gap }));
}
