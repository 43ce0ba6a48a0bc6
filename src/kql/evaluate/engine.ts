import { invariant } from '../../base/invariant.js';
import { type Problem, ProblemError } from '../../base/problem.js';
import { positionAt } from '../../base/span.js';
import { Assumptions, Unsettled } from '../plan/assumptions.js';
import { Binder } from '../plan/binder.js';
import type { EmptyCalls } from '../plan/empty-calls.js';
import type { Plan } from '../plan/nodes.js';
import type { Catalog, Relation } from '../plan/scope.js';
import { watchlistAlias, watchlistColumns, watchlistTable } from '../plan/watchlists.js';
import { limitReached, raise, tooDeep } from '../problems.js';
import { loadParser } from '../syntax/index.js';
import type { FunctionSyntax, QuerySyntax } from '../syntax/nodes.js';
import { type Cell, cellOf } from '../types/cell.js';
import { valueReader } from '../types/column.js';
import { type Batch, type ColumnDeclaration, sliceBatch, type Table } from '../types/table.js';
import { parseDatetime } from '../types/ticks.js';
import { Evaluation, type EvaluationContext } from './evaluation.js';
import { Fates, type RecordFate } from './fates.js';
import { language } from './language.js';
import { Follower, placeField } from './provenance.js';
import { type Misfits, type Records, recordsOfObjects, tableOfRecords } from './records.js';
import { type StepCount, StepCounter } from './step-counter.js';

export interface QueryOptions {
  /** ISO time that now() gives. */
  readonly now: string;
  /** Tables by name, what `externaldata` reads by address, and watchlists by their call (`_GetWatchlist('alias')`), as records. */
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
  /** What `fork`, `facet` and a batch of queries give beside their first result. */
  readonly others?: readonly (Omit<QueryResult, 'others' | 'problems'> & { readonly name: string })[];
}

/** Runs KQL. */
export interface Engine {
  query(text: string, options: QueryOptions): QueryResult;
}

/** How often binding may run again for columns it found in use; each round finds one at least. */
const maxRounds = 100;

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
        if (error instanceof RangeError && /call stack/.test(error.message))
          return { columns: [], rows: [], ordered: false, problems: [tooDeep()] };
        throw error;
      }
    },
  };
}

function located(problem: Problem, text: string): Problem {
  return problem.span === undefined ? problem : { ...problem, ...positionAt(text, problem.span.start) };
}

interface GivenRecords {
  readonly columns: readonly ColumnDeclaration[];
  readonly records: Records;
}

/** What a syntax tree is evaluated in: the door for those who keep trees and do without the parser. */
export interface World {
  /** Ticks that now() gives. */
  readonly now: bigint;
  /** A table's records and the columns known of it, or a table that is made; undefined when there is no such table. */
  table(name: string): GivenRecords | Table | undefined;
  readonly tableNames: readonly string[];
  /** The records given for an address that `externaldata` names; undefined when there are none. Absent: there are none for any. */
  external?(address: string): Records | undefined;
  /** The items of a watchlist; undefined when nobody gave any. Absent: there is no watchlist. */
  watchlist?(alias: string): Records | undefined;
  function(name: string): FunctionSyntax | undefined;
  /** Whether nobody gave records for a table whose columns are declared. */
  isAbsent?(table: string): boolean;
  readonly batchSize?: number;
  readonly optimise?: boolean;
  readonly maxRows?: number;
  /** Gives milliseconds; with it the rows and the time of each step are counted. */
  readonly clock?: () => number;
  /** Whether to say of each record what became of it; a table that is made has none. */
  readonly explain?: boolean;
  /** Told of values that do not fit the type of their column, for each time that a column is read. */
  misfit?(table: string, values: Misfits): void;
}

function runSyntax(syntax: QuerySyntax, options: QueryOptions): QueryResult {
  const now = parseDatetime(options.now);
  invariant(now !== null, 'now is a time');
  const tables = options.tables ?? {};
  const recordsNamed = (name: string) => (Object.hasOwn(tables, name) ? recordsOfObjects(tables[name]) : undefined);
  const { columns, ordered, rowCount, rows, others } = evaluateSyntax(syntax, {
    ...options,
    now,
    table(name) {
      const records = recordsNamed(name);
      return records && { columns: [], records };
    },
    tableNames: Object.keys(tables).filter((name) => !name.includes('://') && watchlistAlias(name) === undefined),
    watchlist: (alias) => recordsNamed(watchlistTable(alias)),
    external: recordsNamed,
    function: (name) => options.functions?.get(name),
  });
  return {
    columns,
    rows: rows(rowCount),
    ordered,
    problems: [],
    ...(others && {
      others: others.map((each) => ({
        name: each.name,
        columns: each.columns,
        rows: each.rows(each.rowCount),
        ordered: each.ordered,
      })),
    }),
  };
}

/** What a query gave; cells are made when they are asked for. */
export interface Answer {
  readonly columns: readonly ColumnDeclaration[];
  readonly rowCount: number;
  readonly ordered: boolean;
  /** The first rows. */
  rows(limit: number): Cell[][];
  /** All of one column. */
  column(at: number): Cell[];
  /** What was left out of it, and why. */
  readonly warnings: readonly Problem[];
  /** What `fork`, `facet` and a batch of queries give beside their first result. */
  readonly others?: readonly (Omit<Answer, 'warnings'> & { readonly name: string })[];
  /** What each step did, where a clock was given. */
  readonly steps?: readonly StepCount[];
  /** What became of the records that were given for the tables, where an explanation was asked for. */
  readonly fates?: readonly RecordFate[];
}

/** Binds and runs a query's syntax; what stands in its way is thrown as a `ProblemError`. */
export function evaluateSyntax(syntax: QuerySyntax, world: World): Answer {
  const tables = new Map<string, Table | undefined>();
  const tableNamed = (name: string): Table | undefined => {
    if (!tables.has(name)) {
      const alias = watchlistAlias(name);
      const found = alias === undefined ? world.table(name) : watchlist(world.watchlist?.(alias));
      invariant(!world.explain || found === undefined || 'records' in found, 'what is explained is records');
      tables.set(name, found && ('records' in found ? tableOf(found, name, world) : found));
    }
    return tables.get(name);
  };
  const context = contextOf(world, tableNamed);
  const catalog = catalogOf(world, tableNamed);
  const { plan, warnings } = bindQuery(syntax, catalog, (part) => new Evaluation(language, context).collect(part));
  const counter = world.clock && new StepCounter(world.clock);
  const [first, ...more] = plan.kind === 'results' ? plan.branches : [{ name: '', plan }];
  const follower = world.explain ? new Follower() : undefined;
  const followed = follower?.follow(first.plan);
  const kept = new Map<Plan, Batch[]>(follower?.nodes.map((node) => [node.plan, []]));
  const evaluation = new Evaluation(language, { ...context, kept, ...(counter && { counter }) });
  const main = answerOf(first.plan, evaluation.collect(followed?.plan ?? first.plan), followed?.plan);
  const others = more.map((branch) => ({
    ...answerOf(branch.plan, evaluation.collect(branch.plan)),
    name: branch.name,
  }));
  return {
    ...main,
    warnings,
    ...(others.length > 0 && { others }),
    ...(counter && { steps: counter.counts }),
    ...(follower && followed && { fates: new Fates(followed, follower.nodes, kept, evaluation).all() }),
  };
}

/** What a plan is evaluated with. */
export function contextOf(world: World, table: EvaluationContext['table']): EvaluationContext {
  return {
    now: world.now,
    seed: 1,
    table,
    external(address, columns) {
      const records = world.external?.(address);
      return records && tableOfRecords(records, columns);
    },
    maxRows: world.maxRows ?? 10_000_000,
    batchSize: world.batchSize ?? 4096,
    optimise: world.optimise ?? true,
  };
}

/** What a query is bound to. */
export function catalogOf(world: World, tableNamed: (name: string) => Table | undefined): Catalog {
  return {
    table(name) {
      const table = tableNamed(name);
      return table && { columns: table.columns, guessed: table.guessed, open: table.read !== undefined };
    },
    tableNames: () => world.tableNames,
    function: (name) => world.function(name),
    external: (address) => world.external?.(address) !== undefined,
    ...(world.isAbsent && { isAbsent: world.isAbsent }),
  };
}

function tableOf({ columns, records }: GivenRecords, name: string, world: World): Table {
  const misfit = world.misfit && ((values: Misfits) => world.misfit?.(name, values));
  return tableOfRecords(world.explain ? withPlaces(records) : records, columns, misfit);
}

const placed = new WeakMap<Records, Records>();

/** Records that tell their places; the same for the same records, so that what is made of them is kept. */
export function withPlaces(records: Records): Records {
  const known = placed.get(records) ?? tellingPlaces(records);
  placed.set(records, known);
  return known;
}

function tellingPlaces(records: Records): Records {
  return {
    length: records.length,
    names: records.names,
    values: (name, rows) =>
      name === placeField
        ? Array.from(rows ?? { length: records.length }, (row, i) => (rows === null ? i : (row as number)))
        : records.values(name, rows),
    typeOf: (name) => records.typeOf(name),
    count: (name) => records.count(name),
  };
}

function watchlist(items: Records | undefined): GivenRecords {
  return { columns: watchlistColumns, records: items ?? recordsOfObjects([]) };
}

/** `made` is the plan that gave the batch, where it has hidden columns beside those of the plan itself. */
function answerOf({ columns: declared, serialized }: Plan, given: Batch, made?: Plan): Omit<Answer, 'warnings'> {
  const columns = declared.map(({ name, type }) => ({ name, type }));
  const places = made && columns.map(({ name }) => made.columns.findIndex((each) => each.name === name));
  const batch = places === undefined ? given : { length: given.length, columns: places.map((at) => given.columns[at]) };
  return {
    columns,
    rowCount: batch.length,
    ordered: serialized,
    rows(limit) {
      const first = sliceBatch(batch, 0, limit);
      const readers = first.columns.map((column) => valueReader(column));
      return Array.from({ length: first.length }, (_, row) =>
        readers.map((read, at) => cellOf(read(row), columns[at].type)),
      );
    },
    column(at) {
      const read = valueReader(batch.columns[at]);
      return Array.from({ length: batch.length }, (_, row) => cellOf(read(row), columns[at].type));
    },
  };
}

/** Binds until no new column of an open table shows up; `rowsNow` runs a part of the query that must be run to know its columns. */
export function bindQuery(
  syntax: QuerySyntax,
  catalog: Catalog,
  rowsNow: (part: Plan) => Batch,
  emptyCalls?: EmptyCalls,
): Relation & Pick<Binder, 'warnings' | 'tablesRead'> {
  const assumptions = new Assumptions();
  for (let round = 0; round < maxRounds; round++) {
    const binder = new Binder(language, catalog, assumptions, rowsNow, emptyCalls);
    try {
      const relation = binder.query(syntax);
      if (!assumptions.takeChanged()) return { ...relation, warnings: binder.warnings, tablesRead: binder.tablesRead };
    } catch (error) {
      // What does not fit yet may fit once the columns found in this round are known.
      if (!assumptions.takeChanged() || !(error instanceof Unsettled || error instanceof ProblemError)) throw error;
    }
  }
  return raise(limitReached('rounds of binding', maxRounds));
}
