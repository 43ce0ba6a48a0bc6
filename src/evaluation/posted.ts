import { type Problem, ProblemError } from '../base/problem.js';
import { type Json, parseDatetime } from '../kql/index.js';
import { parseRecords } from '../records/index.js';
import type { Posted } from './model.js';
import { badRecord, badShape, badTime, noTable, notOffered } from './problems.js';

type Fields = { readonly [key: string]: Json };

/** The records of a request by table, and how it wants the rule run. */
export interface PostedTables {
  readonly tables: ReadonlyMap<string, readonly Fields[]>;
  readonly now: bigint | null;
  readonly limit: number;
  readonly problems: readonly Problem[];
}

const defaultLimit = 1000;

/** Puts posted records into the tables they belong to; what fits nowhere is said, not dropped in silence. */
export function readPosted(posted: Posted, read: readonly string[]): PostedTables {
  const { records, problems } = parseRecords(Buffer.from(posted.body).toString('utf8'), posted.format);
  if (problems.length > 0) throw new ProblemError(problems[0]);
  const envelope =
    posted.format === 'json' &&
    records.length === 1 &&
    isFields(records[0]) &&
    ('records' in records[0] || 'tables' in records[0])
      ? records[0]
      : undefined;
  if (posted.explain === true || envelope?.explain === true) throw new ProblemError(notOffered('explain'));
  if (envelope !== undefined && 'watchlists' in envelope) throw new ProblemError(notOffered('watchlists'));
  const sorter = new TableSorter(
    read,
    posted.table ?? (typeof envelope?.table === 'string' ? envelope.table : undefined),
  );
  if (envelope === undefined) {
    sorter.add(records, undefined);
  } else if (Array.isArray(envelope.records)) {
    sorter.add(envelope.records, undefined);
  } else if (isFields(envelope.tables ?? null)) {
    for (const [name, rows] of Object.entries(envelope.tables as Fields)) {
      if (!Array.isArray(rows)) throw new ProblemError(badShape());
      sorter.add(rows, name);
    }
  } else {
    throw new ProblemError(badShape());
  }
  const now = posted.now ?? (typeof envelope?.now === 'string' ? envelope.now : undefined);
  const ticks = now === undefined ? null : parseDatetime(now);
  if (now !== undefined && ticks === null) throw new ProblemError(badTime(now));
  const limit = posted.limit ?? (typeof envelope?.limit === 'number' ? envelope.limit : defaultLimit);
  return { tables: sorter.tables, now: ticks, limit, problems: sorter.problems };
}

function isFields(json: Json): json is { [key: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}

class TableSorter {
  readonly tables = new Map<string, Fields[]>();
  readonly problems: Problem[] = [];
  private seen = 0;

  constructor(
    private readonly read: readonly string[],
    private readonly fallback: string | undefined,
  ) {}

  add(records: readonly Json[], table: string | undefined): void {
    for (const record of records) {
      this.seen++;
      if (!isFields(record)) {
        this.problems.push(badRecord(this.seen));
        continue;
      }
      const own = [record.Type, record.TableName].find(
        (each) => typeof each === 'string' && this.read.includes(each),
      ) as string | undefined;
      const declared = [record.Type, record.TableName].find((each) => typeof each === 'string' && each !== '') as
        | string
        | undefined;
      const name = table ?? this.fallback ?? own ?? declared ?? (this.read.length === 1 ? this.read[0] : undefined);
      if (name === undefined) {
        this.problems.push(noTable(this.seen, this.read));
        continue;
      }
      const rows = this.tables.get(name) ?? [];
      this.tables.set(name, rows);
      rows.push(record);
    }
  }
}
