import { invariant } from '../../base/invariant.js';
import type { Rows } from '../plan/definitions.js';
import type { EmptyCalls } from '../plan/empty-calls.js';
import type { Execution } from '../plan/execution.js';
import { type Reading, type Reads, type RecordColumn, readsOf } from '../plan/leading-conditions.js';
import type { Bound, Plan } from '../plan/nodes.js';
import { watchlistAlias, watchlistColumns } from '../plan/watchlists.js';
import type { QuerySyntax } from '../syntax/nodes.js';
import type { BoolColumn, Column } from '../types/column.js';
import { type Batch, type ColumnDeclaration, lazyBatch, type Table } from '../types/table.js';
import { bindQuery, catalogOf, contextOf, type World, withPlaces } from './engine.js';
import { Evaluation } from './evaluation.js';
import { Fates, type RecordFate } from './fates.js';
import { language } from './language.js';
import { Follower } from './provenance.js';
import { chosenRecords, type Records, recordsOfObjects, tableOfRecords } from './records.js';

/** What binding a query to tables of certain columns and types gave. */
export interface BoundQuery {
  readonly plan: Plan;
  readonly reads: Reads;
  /** The aliases of the watchlists that it names. */
  readonly watchlists: readonly string[];
}

/** A query bound to records once, to be run on those of them that can matter to it. */
export interface Prepared extends Reads {
  readonly watchlists: readonly string[];
  /** What binding gave, which holds for other records of the same columns and types; absent where it looked at the records' values. */
  readonly bound?: BoundQuery;
  /** Of some rows of a table, those for which a condition on these columns is true. Throws what evaluating it throws. */
  holding(bound: Bound, reads: readonly Reading[], records: Records, rows: Int32Array): Int32Array;
  /** How many rows it gives on these rows of each table, none of one that is not named. */
  count(chosen: ReadonlyMap<string, Int32Array>): number;
  /** Runs it on the same, or on all rows, and says what became of their records; what decided only of those that came near or lack a value. */
  run(chosen?: ReadonlyMap<string, Int32Array>): { readonly rowCount: number; readonly fates: readonly RecordFate[] };
}

/**
 * Binds a query's syntax to tables of records, unless it is `known` what that gives; what stands in its way is thrown as a
 * `ProblemError`, as running it would. Calls of functions that the world's tables leave empty are taken from `calls`, and noted there.
 */
export function prepareSyntax(
  syntax: QuerySyntax,
  world: World,
  { known, calls }: { readonly known?: BoundQuery; readonly calls?: EmptyCalls },
): Prepared {
  const given = new GivenTables(world);
  const context = contextOf(world, (name) => given.table(name));
  const catalog = catalogOf(world, (name) => given.table(name));
  let hasLooked = false;
  const rowsNow = (part: Plan) => {
    hasLooked = true;
    return new Evaluation(language, context).collect(part);
  };
  const { plan, reads, watchlists } = known ?? boundQuery(bindQuery(syntax, catalog, rowsNow, calls));
  const [first, ...more] = plan.kind === 'results' ? plan.branches.map((branch) => branch.plan) : [plan];
  const evaluation = new Evaluation(language, context);
  return {
    ...reads,
    watchlists,
    ...(!hasLooked && { bound: { plan, reads, watchlists } }),
    holding(bound, reads, records, rows) {
      const columns = new RecordColumns(records, rows.length === records.length ? null : rows, evaluation);
      const { values, nulls } = columns.valueOf(bound, reads) as BoolColumn;
      const held = new Int32Array(rows.length);
      let count = 0;
      for (const row of rows) if (values[row] === 1 && (nulls === undefined || nulls[row] === 0)) held[count++] = row;
      return held.subarray(0, count);
    },
    count(chosen) {
      const run = new Evaluation(
        language,
        contextOf(world, (name) => given.some(name, chosen.get(name) ?? none, false)),
      );
      const { length } = run.collect(first);
      for (const other of more) run.collect(other);
      return length;
    },
    run(chosen) {
      const rowsOf = (name: string) => chosen && (chosen.get(name) ?? none);
      const follower = new Follower();
      const followed = follower.follow(first);
      const kept = new Map<Plan, Batch[]>(follower.nodes.map((node) => [node.plan, []]));
      const run = new Evaluation(language, {
        ...contextOf(world, (name) => given.some(name, rowsOf(name), true)),
        kept,
      });
      const { length } = run.collect(followed.plan);
      for (const other of more) run.collect(other);
      return { rowCount: length, fates: new Fates(followed, follower.nodes, kept, run, true).all() };
    },
  };
}

function boundQuery({ plan, tablesRead }: ReturnType<typeof bindQuery>): BoundQuery {
  const watchlists = new Set(tablesRead.map(watchlistAlias).filter((alias) => alias !== undefined));
  return { plan, reads: readsOf(plan, language), watchlists: [...watchlists] };
}

const none = new Int32Array(0);

type Given = { readonly columns: readonly ColumnDeclaration[]; readonly records: Records };

/** The tables of a world, whole or in part. */
class GivenTables {
  private readonly given = new Map<string, Given | undefined>();
  private readonly whole = new Map<string, Table | undefined>();

  constructor(private readonly world: World) {}

  table(name: string): Table | undefined {
    if (!this.whole.has(name)) {
      const found = this.find(name);
      this.whole.set(name, found && tableOfRecords(found.records, found.columns));
    }
    return this.whole.get(name);
  }

  /** Some rows of a table, all of a watchlist; with the places of its records where they are followed. */
  some(name: string, rows: Int32Array | undefined, isFollowed: boolean): Table | undefined {
    const found = this.find(name);
    if (found === undefined) return undefined;
    const isWhole = rows === undefined || watchlistAlias(name) !== undefined;
    const records = isWhole ? found.records : chosenRecords(found.records, rows);
    return tableOfRecords(isFollowed ? withPlaces(records) : records, found.columns);
  }

  private find(name: string): Given | undefined {
    if (!this.given.has(name)) {
      const alias = watchlistAlias(name);
      const found =
        alias === undefined
          ? this.world.table(name)
          : { columns: watchlistColumns, records: this.world.watchlist?.(alias) ?? recordsOfObjects([]) };
      invariant(found === undefined || 'records' in found, 'what is prepared for is records');
      this.given.set(name, found);
    }
    return this.given.get(name);
  }
}

/** Columns that records alone decide, for some of their rows. */
class RecordColumns {
  private readonly computed = new Map<RecordColumn, Column>();

  constructor(
    private readonly records: Records,
    private readonly rows: Rows,
    private readonly execution: Execution,
  ) {}

  valueOf(value: Bound, reads: readonly Reading[]): Column {
    const batch = lazyBatch(this.records.length, reads.length, (at) => this.column(reads[at].from));
    return this.execution.compile(value, reads).evaluate(batch, this.rows);
  }

  private column(from: RecordColumn): Column {
    if (from.is === 'own') return readerOf(this.records)([from]).columns[0];
    const column = this.computed.get(from) ?? this.valueOf(from.value, from.reads);
    this.computed.set(from, column);
    return column;
  }
}

/** Tables without declared columns, which give the same columns to whoever reads the same records. */
const readers = new WeakMap<Records, NonNullable<Table['read']>>();

function readerOf(records: Records): NonNullable<Table['read']> {
  const reader = readers.get(records) ?? tableOfRecords(records).read;
  invariant(reader !== undefined, 'a table of records gives any column');
  readers.set(records, reader);
  return reader;
}
