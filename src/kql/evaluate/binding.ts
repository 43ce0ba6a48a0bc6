import { type Problem, ProblemError } from '../../base/problem.js';
import type { AggregateCall, Bound, BoundCall, Plan } from '../plan/nodes.js';
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
  /** The columns known of a table, and whether it may have more; undefined when there is no such table. */
  table(name: string): { readonly columns: readonly ColumnDeclaration[]; readonly open: boolean } | undefined;
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
  | {
      readonly columns: readonly ColumnDeclaration[];
      /** Whether there may be more columns, which nobody has named. */
      readonly open: boolean;
      readonly gaps: readonly Gap[];
      readonly problem?: undefined;
    }
  | { readonly problem: Problem };

/** Binds a query's syntax without running it; records for every address and watchlist count as given. */
export function bindSyntax(syntax: QuerySyntax, world: BindingWorld): Binding {
  const noRecords = recordsOfObjects([]);
  const tableNamed = (name: string) =>
    watchlistAlias(name) === undefined ? world.table(name) : { columns: watchlistColumns, open: true };
  const catalog: Catalog = {
    table: tableNamed,
    tableNames: () => world.tableNames,
    function: (name) => world.function(name),
    external: () => true,
  };
  const evaluation = () =>
    new Evaluation(language, {
      now: 0n,
      seed: 1,
      table(name): Table | undefined {
        const table = tableNamed(name);
        return table && tableOfRecords(noRecords, table.columns);
      },
      external: (_, columns) => tableOfRecords(noRecords, columns),
      maxRows: 100_000,
      batchSize: 4096,
      optimise: false,
    });
  try {
    const { plan, open } = bindQuery(syntax, catalog, (part) => evaluation().collect(part));
    const columns = plan.columns.map(({ name, type }) => ({ name, type }));
    return { columns, open: open.length > 0, gaps: gapsOf(plan) };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    throw error;
  }
}

/** The gaps of all that a plan calls, each once. */
function gapsOf(plan: Plan): Gap[] {
  const gaps = new Map<string, string>();
  const seen = new Set<object>();
  const note = (name: string, gap: string | undefined, given?: readonly Bound[]) => {
    const concerning = gap === undefined ? '' : concern(gap, given);
    if (concerning !== '') gaps.set(name, concerning);
  };
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (isCall(part)) {
      const { is, function: name, arguments: given } = part;
      const called = is === 'call' ? language.functions.get(name) : language.aggregates.get(name)?.aggregate;
      if (called?.mayMeetGap?.(given) !== false) note(name, called?.gap, is === 'call' ? undefined : given);
    }
    if ('plugin' in part && typeof part.plugin === 'string') note(part.plugin, language.plugins.get(part.plugin)?.gap);
    for (const value of Object.values(part)) walk(value);
  };
  walk(plan);
  return [...gaps].map(([name, gap]) => ({ name, gap }));
}

/** A call of a scalar function or of an aggregate, which has no `is`. */
function isCall(part: object): part is BoundCall | (AggregateCall & { readonly is?: undefined }) {
  return 'function' in part && typeof part.function === 'string' && 'arguments' in part;
}

/** The clauses of an aggregate's gap that can concern a call: those about times do not, where it is given none. */
function concern(gap: string, given: readonly Bound[] | undefined): string {
  if (given === undefined || given.some(({ type }) => /^(datetime|timespan)$/.test(type))) return gap;
  return gap
    .split('; ')
    .filter((clause) => !/^(datetimes|timespans)\b/.test(clause))
    .join('; ');
}
