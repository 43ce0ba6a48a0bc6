import { type Problem, ProblemError } from '../base/problem.js';
import { type Json, parseDatetime, type Records, recordsOfObjects } from '../kql/index.js';
import { type Fields, parseRecords, readLines } from '../records/index.js';
import type { Posted } from './model.js';
import { badRecord, badShape, badTime, noTable, notOffered } from './problems.js';

/** The records of a request by table, and how it wants the rule run. */
export interface PostedTables {
  readonly tables: ReadonlyMap<string, Records>;
  readonly now: bigint | null;
  readonly limit: number;
  readonly problems: readonly Problem[];
}

/** What the rule reads: its tables, the fields it may look at, and those whose type a schema tells. */
export interface Reading {
  readonly tables: readonly string[];
  readonly wanted: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

const defaultLimit = 1000;

/** Puts posted records into the tables they belong to; what fits nowhere is said, not dropped in silence. */
export function readPosted(posted: Posted, reading: Reading): PostedTables {
  const bytes = Buffer.from(posted.body.buffer, posted.body.byteOffset, posted.body.byteLength);
  const problems: Problem[] = [];
  if (posted.format === 'ndjson') {
    const lines = readLines(bytes, {
      ...reading,
      tableOf: (record, number) => tableOf(record, number, reading.tables, posted.table, problems),
    });
    if (lines.problems.length > 0) throw new ProblemError(lines.problems[0]);
    return { tables: lines.tables, ...options(posted), problems };
  }
  const read = parseRecords(bytes.toString('utf8'), posted.format);
  if (read.problems.length > 0) throw new ProblemError(read.problems[0]);
  const [only] = read.records;
  const envelope =
    posted.format === 'json' && read.records.length === 1 && isFields(only) && ('records' in only || 'tables' in only)
      ? only
      : {};
  const tables = new Map<string, Fields[]>();
  let number = 0;
  for (const [name, records] of batchesOf(read.records, envelope)) {
    const given = name ?? posted.table ?? (typeof envelope.table === 'string' ? envelope.table : undefined);
    for (const record of records) {
      const table = tableOf(record, ++number, reading.tables, given, problems);
      if (table === undefined) continue;
      const rows = tables.get(table) ?? [];
      tables.set(table, rows);
      rows.push(record as Fields);
    }
  }
  return {
    tables: new Map([...tables].map(([name, rows]) => [name, recordsOfObjects(rows)])),
    ...options({ ...optionsIn(envelope), ...posted }),
    problems,
  };
}

/** The records of a body, with the table that it gives them. */
function batchesOf(records: readonly Json[], envelope: Fields): [string | undefined, readonly Json[]][] {
  if (Array.isArray(envelope.records)) return [[undefined, envelope.records]];
  if (!('records' in envelope) && !('tables' in envelope)) return [[undefined, records]];
  const tables = envelope.tables ?? null;
  if (!isFields(tables)) throw new ProblemError(badShape());
  return Object.entries(tables).map(([name, rows]) => {
    if (!Array.isArray(rows)) throw new ProblemError(badShape());
    return [name, rows];
  });
}

type Options = Pick<Posted, 'now' | 'limit' | 'explain'>;

function optionsIn({ now, limit, explain, watchlists }: Fields): Options {
  if (watchlists !== undefined) throw new ProblemError(notOffered('watchlists'));
  return {
    ...(typeof now === 'string' && { now }),
    ...(typeof limit === 'number' && { limit }),
    ...(explain === true && { explain }),
  };
}

function options({ now, limit, explain }: Options): Pick<PostedTables, 'now' | 'limit'> {
  if (explain === true) throw new ProblemError(notOffered('explain'));
  const ticks = now === undefined ? null : parseDatetime(now);
  if (now !== undefined && ticks === null) throw new ProblemError(badTime(now));
  return { now: ticks, limit: limit ?? defaultLimit };
}

function isFields(json: Json): json is { [key: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}

/** The table of a record: the one given with it, the one it names, or the only one that the rule reads. */
function tableOf(
  record: Json,
  number: number,
  read: readonly string[],
  given: string | undefined,
  problems: Problem[],
): string | undefined {
  if (!isFields(record)) {
    problems.push(badRecord(number));
    return undefined;
  }
  if (given !== undefined) return given;
  const named = [record.Type, record.TableName].filter((each) => typeof each === 'string' && each !== '') as string[];
  const table = named.find((each) => read.includes(each)) ?? named[0] ?? (read.length === 1 ? read[0] : undefined);
  if (table === undefined) problems.push(noTable(number, read));
  return table;
}
