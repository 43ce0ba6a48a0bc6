import { invariant } from '../../base/invariant.js';
import { type Problem, ProblemError } from '../../base/problem.js';
import { positionAt, type Span } from '../../base/span.js';
import { Assumptions } from '../plan/assumptions.js';
import { Binder } from '../plan/binder.js';
import type { Plan } from '../plan/nodes.js';
import type { Catalog, Relation } from '../plan/scope.js';
import { loadParser } from '../syntax/index.js';
import type { FunctionSyntax, QuerySyntax } from '../syntax/nodes.js';
import { type Cell, cellOf } from '../types/cell.js';
import { valueReader } from '../types/column.js';
import type { ColumnDeclaration, Table } from '../types/table.js';
import { parseDatetime } from '../types/ticks.js';
import { Evaluation } from './evaluation.js';
import { language } from './language.js';
import { tableOfRecords } from './records.js';

export interface QueryOptions {
  /** ISO time that now() gives. */
  readonly now: string;
  /** Tables by name, as records. */
  readonly tables?: Readonly<Record<string, readonly unknown[]>>;
  readonly functions?: ReadonlyMap<string, FunctionSyntax>;
  readonly batchSize?: number;
  readonly optimise?: boolean;
  readonly maxRows?: number;
}

export interface QueryResult {
  readonly columns: readonly ColumnDeclaration[];
  readonly rows: readonly (readonly Cell[])[];
  readonly ordered: boolean;
  readonly problems: readonly Problem[];
}

/** Runs KQL. */
export interface Engine {
  query(text: string, options: QueryOptions): QueryResult;
}

/** How often binding may run again for columns it found in use. */
const maxRounds = 8;

/** Gives the engine; the parser behind it takes half a second to load. */
export async function loadEngine(): Promise<Engine> {
  const parser = await loadParser();
  return {
    query(text, options) {
      const { syntax, problems } = parser.parse(text);
      if (problems.length > 0 || syntax === undefined) return { columns: [], rows: [], ordered: false, problems };
      try {
        return runSyntax(syntax, options);
      } catch (error) {
        if (error instanceof ProblemError)
          return { columns: [], rows: [], ordered: false, problems: [located(error.problem, text)] };
        throw error;
      }
    },
  };
}

function located(problem: Problem, text: string): Problem {
  return problem.span === undefined ? problem : { ...problem, ...positionAt(text, problem.span.start) };
}

/** What a syntax tree is evaluated in: the door for those who keep trees and do without the parser. */
export interface World {
  /** Ticks that now() gives. */
  readonly now: bigint;
  /** A table's records and the columns known of it; undefined when there is no such table. */
  table(
    name: string,
  ): { readonly columns: readonly ColumnDeclaration[]; readonly records: readonly unknown[] } | undefined;
  readonly tableNames: readonly string[];
  function(name: string): FunctionSyntax | undefined;
  readonly batchSize?: number;
  readonly optimise?: boolean;
  readonly maxRows?: number;
  /** Told of the rows that a piece of the query's own text gave. */
  readonly observe?: (span: Span, rows: number) => void;
}

function runSyntax(syntax: QuerySyntax, options: QueryOptions): QueryResult {
  const now = parseDatetime(options.now);
  invariant(now !== null, 'now is a time');
  const tables = options.tables ?? {};
  return evaluateSyntax(syntax, {
    ...options,
    now,
    table: (name) => (Object.hasOwn(tables, name) ? { columns: [], records: tables[name] } : undefined),
    tableNames: Object.keys(tables),
    function: (name) => options.functions?.get(name),
  });
}

/** Binds and runs a query's syntax; what stands in its way is thrown as a `ProblemError`. */
export function evaluateSyntax(syntax: QuerySyntax, world: World): QueryResult {
  const tables = new Map<string, Table | undefined>();
  const tableNamed = (name: string): Table | undefined => {
    if (!tables.has(name)) {
      const found = world.table(name);
      tables.set(name, found && tableOfRecords(found.records, found.columns));
    }
    return tables.get(name);
  };
  const { plan } = bindQuery(syntax, {
    table(name) {
      const table = tableNamed(name);
      return table && { columns: table.columns, open: true };
    },
    tableNames: () => world.tableNames,
    function: (name) => world.function(name),
  });
  const { observe } = world;
  const evaluation = new Evaluation(language, {
    now: world.now,
    seed: 1,
    table: tableNamed,
    maxRows: world.maxRows ?? 10_000_000,
    batchSize: world.batchSize ?? 4096,
    optimise: world.optimise ?? true,
    ...(observe && {
      observe: (node: Plan, rows: number) => (node.within === undefined ? observe(node.span, rows) : undefined),
    }),
  });
  const batch = evaluation.collect(plan);
  const readers = batch.columns.map(valueReader);
  const rows = Array.from({ length: batch.length }, (_, row) =>
    readers.map((read, i) => cellOf(read(row), plan.columns[i].type)),
  );
  return { columns: plan.columns, rows, ordered: plan.serialized, problems: [] };
}

/** Binds until no new column of an open table shows up. */
function bindQuery(syntax: QuerySyntax, catalog: Catalog): Relation {
  const assumptions = new Assumptions();
  for (let round = 0; ; round++) {
    const relation = new Binder(language, catalog, assumptions, undefined).query(syntax);
    if (!assumptions.takeChanged() || round === maxRounds) return relation;
  }
}
