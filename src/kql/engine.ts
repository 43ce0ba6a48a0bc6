import { invariant } from '../base/invariant.js';
import { type Problem, ProblemError } from '../base/problem.js';
import { positionAt } from '../base/span.js';
import { Evaluation } from './evaluate/evaluation.js';
import { language } from './evaluate/language.js';
import { tableOfRecords } from './evaluate/records.js';
import { Assumptions } from './plan/assumptions.js';
import { Binder } from './plan/binder.js';
import type { Plan } from './plan/nodes.js';
import type { Catalog, Relation } from './plan/scope.js';
import { loadParser } from './syntax/index.js';
import type { FunctionSyntax, QuerySyntax } from './syntax/nodes.js';
import { type Cell, cellOf } from './types/cell.js';
import { valueReader } from './types/column.js';
import type { ColumnDeclaration, Table } from './types/table.js';
import { parseDatetime } from './types/ticks.js';

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
        if (error instanceof ProblemError) return { columns: [], rows: [], ordered: false, problems: [located(error.problem, text)] };
        throw error;
      }
    },
  };
}

function located(problem: Problem, text: string): Problem {
  return problem.span === undefined ? problem : { ...problem, ...positionAt(text, problem.span.start) };
}

function runSyntax(syntax: QuerySyntax, options: QueryOptions): QueryResult {
  const tables = new Map(Object.entries(options.tables ?? {}).map(([name, records]) => [name, tableOfRecords(records)]));
  const { plan } = bindQuery(syntax, catalogOf(tables, options.functions));
  const now = parseDatetime(options.now);
  invariant(now !== null, 'now is a time');
  const evaluation = new Evaluation(language, {
    now,
    seed: 1,
    table: (name) => tables.get(name),
    maxRows: options.maxRows ?? 10_000_000,
    batchSize: options.batchSize ?? 4096,
    optimise: options.optimise ?? true,
  });
  const batch = evaluation.collect(plan);
  const readers = batch.columns.map(valueReader);
  const rows = Array.from({ length: batch.length }, (_, row) => readers.map((read, i) => cellOf(read(row), plan.columns[i].type)));
  return { columns: plan.columns, rows, ordered: isSorted(plan), problems: [] };
}

/** Binds until no new column of an open table shows up. */
function bindQuery(syntax: QuerySyntax, catalog: Catalog): Relation {
  const assumptions = new Assumptions();
  for (let round = 0; ; round++) {
    const relation = new Binder(language, catalog, assumptions, undefined).query(syntax);
    if (!assumptions.takeChanged() || round === maxRounds) return relation;
  }
}

function catalogOf(tables: ReadonlyMap<string, Table>, functions: ReadonlyMap<string, FunctionSyntax> | undefined): Catalog {
  return {
    table(name) {
      const table = tables.get(name);
      return table && { columns: table.columns, open: true };
    },
    tableNames: () => [...tables.keys()],
    function: (name) => functions?.get(name),
  };
}

/** Whether the rows of the result come in an order that the query asks for. */
function isSorted(plan: Plan): boolean {
  return plan.serialized;
}
