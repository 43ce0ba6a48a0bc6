import { type Problem, ProblemError } from '../base/problem.js';
import {
  type FunctionSyntax,
  type Json,
  type Parser,
  parseDatetime,
  type Records,
  recordsOfObjects,
  type ScalarType,
} from '../kql/index.js';
import { type Fields, parseRecords, readApiTable, readLines } from '../records/index.js';
import type { Posted, PostedPart } from './model.js';
import { badFunction, badRecord, badShape, badTime, noTable, unknownOption } from './problems.js';

/** The records of a request by table, and how it wants the rule run. */
export interface PostedTables {
  readonly tables: ReadonlyMap<string, Records>;
  /** Items of watchlists by alias, and records by the address that `externaldata` reads. */
  readonly watchlists: ReadonlyMap<string, Records>;
  readonly external: ReadonlyMap<string, Records>;
  readonly functions: ReadonlyMap<string, FunctionSyntax>;
  readonly now: bigint | null;
  /** The schedule to replay. */
  readonly replay: { readonly from: bigint; readonly to: bigint } | null;
  readonly limit: number;
  readonly explain: boolean;
  readonly problems: readonly Problem[];
}

/** What the rule reads: its tables, the fields it may look at, and those whose type a schema tells. */
export interface Reading {
  readonly tables: readonly string[];
  readonly wanted: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

const defaultLimit = 1000;
const optionNames = 'records table tables now from to limit explain watchlists functions externaldata'.split(' ');

/** Whether reading a request needs the parser, which takes half a second to load: only functions do. */
export function mayHoldFunctions(posted: Posted): boolean {
  return [posted, ...(posted.more ?? [])].some(
    ({ body, format }) =>
      format === 'json' && Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"functions"'),
  );
}

/** Puts posted records into the tables they belong to; what fits nowhere is said, not dropped in silence. */
export function readPosted(posted: Posted, reading: Reading, parser?: Parser): PostedTables {
  const gathered = new Gathering(reading);
  let envelope: Fields = {};
  for (const part of [posted, ...(posted.more ?? [])]) {
    const found = part.format === 'ndjson' ? gathered.addLines(part) : gathered.addRecords(part);
    envelope = { ...envelope, ...found };
  }
  const { now, from, to, limit, explain } = { ...optionsIn(envelope), ...posted };
  const start = timeOf('from', from);
  const end = timeOf('to', to);
  if ((start === null) !== (end === null)) throw new ProblemError(badShape());
  return {
    tables: gathered.tables(),
    watchlists: recordsByName(envelope.watchlists, watchlistItems),
    external: recordsByName(envelope.externaldata, (json) => (Array.isArray(json) ? json : undefined)),
    functions: functionsOf(envelope.functions, parser),
    now: timeOf('now', now),
    replay: start === null || end === null ? null : { from: start, to: end },
    limit: limit ?? defaultLimit,
    explain: explain === true,
    problems: [
      ...gathered.problems,
      ...Object.keys(envelope)
        .filter((name) => !optionNames.includes(name))
        .map((name) => unknownOption(name, optionNames)),
    ],
  };
}

/** Records of several pieces, table by table. */
class Gathering {
  readonly problems: Problem[] = [];
  private readonly parts = new Map<string, Records[]>();
  private number = 0;
  private readonly without = { count: 0, first: 0 };
  private readonly bad = { count: 0, first: 0 };

  constructor(private readonly reading: Reading) {}

  addLines(part: PostedPart): Fields {
    const lines = readLines(bytesOf(part), {
      ...this.reading,
      tableFields: ['Type', 'TableName'],
      tableOf: (record) => this.tableOf(record, part.table),
    });
    if (lines.problems.length > 0) throw new ProblemError(lines.problems[0]);
    for (const [table, records] of lines.tables) this.add(table, records);
    return {};
  }

  /** Gives what the body says beside its records. */
  addRecords(part: PostedPart): Fields {
    const { records, problems, notes } = parseRecords(bytesOf(part).toString('utf8'), part.format);
    if (problems.length > 0) throw new ProblemError(problems[0]);
    this.problems.push(...notes);
    const [only] = records;
    const isEnvelope =
      part.format === 'json' && records.length === 1 && isFields(only) && ('records' in only || 'tables' in only);
    const envelope: Fields = isEnvelope ? only : {};
    const table = part.table ?? (typeof envelope.table === 'string' ? envelope.table : undefined);
    if (!isEnvelope) this.addObjects(records, table);
    if ('records' in envelope) this.addObjects(arrayOf(envelope.records), table);
    if (Array.isArray(envelope.tables)) this.addApiTables(envelope.tables, table);
    else if ('tables' in envelope) {
      if (!isFields(envelope.tables)) throw new ProblemError(badShape());
      for (const [name, rows] of Object.entries(envelope.tables)) this.addObjects(arrayOf(rows), name);
    }
    return envelope;
  }

  tables(): Map<string, Records> {
    const { without, bad, reading } = this;
    if (without.count > 0) this.problems.push(noTable(without.first, without.count, reading.tables));
    if (bad.count > 0) this.problems.push(badRecord(bad.first, bad.count));
    return new Map([...this.parts].map(([table, parts]) => [table, parts.length === 1 ? parts[0] : joined(parts)]));
  }

  private addApiTables(tables: readonly Json[], given: string | undefined): void {
    for (const json of tables) {
      const table = readApiTable(json);
      if (table === undefined) throw new ProblemError(badShape());
      // The API calls what a query gave by these names, whatever table it read.
      const name = given ?? (/^(?:PrimaryResult|Table_?\d*)?$/.test(table.name) ? undefined : table.name);
      this.addObjects(table.records, name, table.types);
    }
  }

  private addObjects(
    records: readonly Json[],
    given: string | undefined,
    types: ReadonlyMap<string, ScalarType> = new Map(),
  ): void {
    const byTable = new Map<string, Json[]>();
    for (const record of records) {
      const table = this.tableOf(record, given);
      if (table === undefined) continue;
      const rows = byTable.get(table) ?? [];
      byTable.set(table, rows);
      rows.push(record);
    }
    for (const [table, rows] of byTable) {
      const plain = recordsOfObjects(rows);
      this.add(table, { ...plain, typeOf: (name) => types.get(name) ?? plain.typeOf(name) });
    }
  }

  private add(table: string, records: Records): void {
    this.parts.set(table, [...(this.parts.get(table) ?? []), records]);
  }

  /** The table of a record: the one given with it, the one it names, or the only one that the rule reads. */
  private tableOf(record: Json, given: string | undefined): string | undefined {
    this.number++;
    if (!isFields(record)) {
      if (this.bad.count++ === 0) this.bad.first = this.number;
      return undefined;
    }
    if (given !== undefined) return given;
    const { tables } = this.reading;
    const named = [record.Type, record.TableName].filter((each) => typeof each === 'string' && each !== '') as string[];
    const table =
      named.find((each) => tables.includes(each)) ?? named[0] ?? (tables.length === 1 ? tables[0] : undefined);
    if (table === undefined && this.without.count++ === 0) this.without.first = this.number;
    return table;
  }
}

/** Records of several pieces, one behind the other. */
function joined(parts: readonly Records[]): Records {
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += part.length;
  }
  const typeOf = (name: string) => {
    const types = new Set(parts.map((part) => part.typeOf(name)).filter((type) => type !== undefined));
    return types.size > 1 ? 'dynamic' : [...types][0];
  };
  return {
    length,
    names: [...new Set(parts.flatMap((part) => part.names))],
    values(name, rows) {
      const all = parts.flatMap((part) => part.values(name, null));
      return rows === null ? all : Array.from(rows, (row) => (row < 0 ? null : all[row]));
    },
    typeOf,
    count: (name) => parts.reduce((sum, part) => sum + part.count(name), 0),
  };
}

function bytesOf({ body }: PostedPart): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function arrayOf(json: Json): readonly Json[] {
  if (!Array.isArray(json)) throw new ProblemError(badShape());
  return json;
}

/** The items of a watchlist: a list of them, or `{ searchKey, items }` where one column is what the list is searched by. */
function watchlistItems(json: Json): readonly Json[] | undefined {
  if (Array.isArray(json)) return json;
  if (!isFields(json) || !Array.isArray(json.items) || typeof json.searchKey !== 'string') return undefined;
  const { searchKey } = json;
  return json.items.map((item) => (isFields(item) ? { SearchKey: item[searchKey] ?? null, ...item } : item));
}

function recordsByName(
  json: Json | undefined,
  itemsOf: (json: Json) => readonly Json[] | undefined,
): Map<string, Records> {
  if (json === undefined) return new Map();
  if (!isFields(json)) throw new ProblemError(badShape());
  return new Map(
    Object.entries(json).map(([name, given]) => {
      const items = itemsOf(given);
      if (items === undefined || !items.every(isFields)) throw new ProblemError(badShape());
      return [name, recordsOfObjects(items)];
    }),
  );
}

/** Functions by name: `(a:string, T:(*)) { body }`, or the body alone. */
function functionsOf(json: Json | undefined, parser: Parser | undefined): Map<string, FunctionSyntax> {
  if (json === undefined || parser === undefined) return new Map();
  if (!isFields(json)) throw new ProblemError(badShape());
  return new Map(
    Object.entries(json).map(([name, text]) => {
      const whole = typeof text === 'string' && text.trimStart().startsWith('(') ? text : `() { ${String(text)}\n}`;
      const { syntax, problems } = parser.parse(`let f = ${whole};\nprint 1`);
      const [statement] = syntax?.statements ?? [];
      const isFunction = statement?.is === 'let' && statement.value.is === 'function';
      if (typeof text !== 'string' || problems.length > 0 || !isFunction)
        throw new ProblemError(badFunction(name, problems[0]?.message));
      return [name, statement.value as FunctionSyntax];
    }),
  );
}

type Options = Pick<Posted, 'now' | 'limit' | 'explain' | 'from' | 'to'>;

function optionsIn({ now, limit, explain, from, to }: Fields): Options {
  return {
    ...(typeof now === 'string' && { now }),
    ...(typeof from === 'string' && { from }),
    ...(typeof to === 'string' && { to }),
    ...(typeof limit === 'number' && Number.isInteger(limit) && limit >= 0 && { limit }),
    ...(explain === true && { explain }),
  };
}

function timeOf(option: string, text: string | undefined): bigint | null {
  const ticks = text === undefined ? null : parseDatetime(text);
  if (text !== undefined && ticks === null) throw new ProblemError(badTime(option, text));
  return ticks;
}

function isFields(json: Json): json is { [key: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}
