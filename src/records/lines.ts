import type { Problem } from '../base/problem.js';
import { FieldType, type Json, parseJson, type Records, typeOfName } from '../kql/index.js';
import { LineScanner, Written } from './line-scanner.js';
import { badLine } from './problems.js';

/** A record: its fields by name. */
export type Fields = { readonly [name: string]: Json };

/** How JSON lines are read. */
export interface LineReading {
  /** The fields that tell the table of a record. */
  readonly tableFields: readonly string[];
  /** The table that a record belongs to; undefined leaves it out. It may be given no more of a record than those fields. */
  tableOf(record: Json): string | undefined;
  /** The fields whose values are kept at once; others are read again when someone asks for them. */
  readonly wanted: ReadonlySet<string>;
  /** The fields whose type a schema tells: the values of the others, but those whose name tells it, are looked at to learn it. */
  readonly declared: ReadonlySet<string>;
}

const newline = 0x0a;

/** Sorts JSON lines into tables. Only the wanted fields are kept, beside the place of each line: most of a record is never needed. */
export function readLines(
  bytes: Buffer,
  reading: LineReading,
): { readonly tables: ReadonlyMap<string, Records>; readonly problems: readonly Problem[] } {
  return new Reader(bytes, reading).read();
}

class Reader {
  private readonly scanner: LineScanner;
  private readonly values: FieldValues;
  private readonly tables = new Map<string, LineRecords>();

  constructor(
    private readonly bytes: Buffer,
    private readonly reading: LineReading,
  ) {
    this.scanner = new LineScanner(bytes);
    this.values = new FieldValues(bytes, this.scanner);
    for (const name of reading.tableFields) this.scanner.idOf(name);
  }

  read() {
    const { bytes, scanner, reading } = this;
    const problems: Problem[] = [];
    let number = 0;
    // Where two records came of one table the next is probably of it too.
    let last: LineRecords | undefined;
    let before: LineRecords | undefined;
    for (let start = afterMark(bytes); start < bytes.length; ) {
      let end = scanner.scan(start, before?.quiet);
      number++;
      if (end >= 0) {
        const table = this.tableOf(reading.tableOf(this.tableRecord()));
        if (before !== undefined && table !== before) scanner.scan(start);
        table?.addScanned(start, end);
        before = table === last ? table : undefined;
        last = table;
      } else {
        const found = bytes.indexOf(newline, start);
        end = found < 0 ? bytes.length : found;
        const line = bytes.toString('utf8', start, end);
        const record = parseJson(line);
        if (record !== undefined) this.tableOf(reading.tableOf(record))?.add(record as Fields, start, end);
        else if (line.trim() !== '') problems.push(badLine(number));
      }
      start = end + 1;
    }
    return { tables: this.tables, problems };
  }

  /** What of the scanned record tells its table. */
  private tableRecord(): Fields {
    const { scanner, values, reading } = this;
    const record: Record<string, Json> = {};
    // Their names were the first.
    for (let i = 0; i < scanner.count; i++)
      if (scanner.ids[i] < reading.tableFields.length) record[scanner.names[scanner.ids[i]]] = values.at(i);
    return record;
  }

  private tableOf(name: string | undefined): LineRecords | undefined {
    if (name === undefined) return undefined;
    let records = this.tables.get(name);
    if (records === undefined) {
      records = new LineRecords(this.bytes, this.scanner, this.values, this.reading);
      this.tables.set(name, records);
    }
    return records;
  }
}

/** Behind the byte order mark, if there is one. */
function afterMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** A value, and where it is written. */
interface Place {
  readonly value: Json;
  readonly start: number;
  readonly length: number;
}

/** So many values of a field are remembered, and none that is longer. */
const REMEMBERED = 256;
const LONGEST = 64;

/** The values of the line that was scanned last. */
class FieldValues {
  /** Values that each field had before: many fields say the same again and again. */
  private readonly known: (Place | undefined)[][] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly scanner: LineScanner,
  ) {}

  at(i: number): Json {
    const { bytes, scanner } = this;
    const start = scanner.starts[i];
    const end = scanner.ends[i];
    switch (scanner.written[i]) {
      case Written.Plain:
      case Written.Whole:
      case Written.Number:
        return this.remembered(i, start, end);
      case Written.Text:
        return bytes.toString('utf8', start + 1, end - 1);
      case Written.Digits:
        return this.digits(start, end);
      case Written.True:
        return true;
      case Written.False:
        return false;
      case Written.Null:
        return null;
      default:
        return this.read(i, start, end);
    }
  }

  private digits(start: number, end: number): number {
    const { bytes } = this;
    const isNegative = bytes[start] === 0x2d;
    let number = 0;
    for (let at = isNegative ? start + 1 : start; at < end; at++) number = number * 10 + bytes[at] - 0x30;
    return isNegative ? -number : number;
  }

  private remembered(i: number, start: number, end: number): Json {
    const { bytes, scanner } = this;
    const length = end - start;
    if (length > LONGEST) return this.read(i, start, end);
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
    const slot = (hash ^ (hash >>> 8)) & (REMEMBERED - 1);
    this.known[scanner.ids[i]] ??= [];
    const places = this.known[scanner.ids[i]];
    const place = places[slot];
    if (place?.length === length) {
      let same = 0;
      while (same < length && bytes[place.start + same] === bytes[start + same]) same++;
      if (same === length) return place.value;
    }
    const value = this.read(i, start, end);
    places[slot] = { value, start, length };
    return value;
  }

  private read(i: number, start: number, end: number): Json {
    const { bytes, scanner } = this;
    if (scanner.written[i] === Written.Plain) return bytes.toString('latin1', start + 1, end - 1);
    return parseJson(bytes.toString('utf8', start, end)) as Json;
  }
}

/** What is looked at of a field while the lines are read. */
interface Field {
  readonly values: Json[] | undefined;
  readonly type: FieldType | undefined;
}

class LineRecords implements Records {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly fields = new Map<string, Field>();
  /** The same by the number of their name. */
  private readonly byId: (Field | undefined)[] = [];
  /** Fields, by the number of their name, that nobody wants and of which another text tells nothing new. */
  readonly quiet: boolean[] = [];
  private readonly parsed: Fields[] = [];
  /** How many records have something in each field; counted when someone asks. */
  private counts: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly bytes: Buffer,
    private readonly scanner: LineScanner,
    private readonly scanned: FieldValues,
    private readonly reading: LineReading,
  ) {}

  /** Adds the record of the line that was scanned last, its quiet fields left out or not. */
  addScanned(start: number, end: number): void {
    const { scanner, scanned, byId, quiet } = this;
    const { tableFields } = this.reading;
    const row = this.begin(start, end);
    const { ids } = scanner;
    for (let i = 0; i < scanner.count; i++) {
      const id = ids[i];
      let field = byId[id];
      if (field === undefined) {
        field = this.fieldNamed(scanner.names[id]);
        byId[id] = field;
      }
      const { values, type } = field;
      if (values !== undefined) keep(values, row, scanned.at(i));
      if (type !== undefined) this.learn(type, i);
      if (values === undefined && type?.isText !== false && id >= tableFields.length) quiet[id] = true;
    }
  }

  private learn(type: FieldType, i: number): void {
    const written = this.scanner.written[i];
    if (written <= Written.Escaped && type.isText) type.addOf('string');
    else if (written === Written.Plain && this.scanner.isTime(i)) type.addOf('datetime');
    else if (written === Written.Digits || written === Written.Whole) type.addOf('long');
    else if (written === Written.Nested) type.addOf('dynamic');
    else type.add(this.scanned.at(i));
  }

  add(record: Fields, start: number, end: number): void {
    const row = this.begin(start, end);
    for (const name of Object.keys(record)) {
      const { values, type } = this.fieldNamed(name);
      if (values !== undefined) keep(values, row, record[name]);
      type?.add(record[name]);
    }
  }

  private begin(start: number, end: number): number {
    this.ends.push(end);
    return this.starts.push(start) - 1;
  }

  private fieldNamed(name: string): Field {
    let field = this.fields.get(name);
    if (field === undefined) {
      const { wanted, declared } = this.reading;
      const isKnown = declared.has(name) || typeOfName(name) !== undefined;
      field = { values: wanted.has(name) ? [] : undefined, type: isKnown ? undefined : new FieldType() };
      this.fields.set(name, field);
    }
    return field;
  }

  get length(): number {
    return this.starts.length;
  }

  get names(): readonly string[] {
    return [...this.fields.keys()];
  }

  values(name: string, rows: Int32Array | null): readonly Json[] {
    const kept = this.fields.get(name)?.values;
    if (kept !== undefined && rows === null) {
      while (kept.length < this.length) kept.push(null);
      return kept;
    }
    const value = (row: number): Json => {
      if (row < 0) return null;
      if (kept !== undefined) return kept[row] ?? null;
      const record = this.record(row);
      return Object.hasOwn(record, name) ? record[name] : null;
    };
    return rows === null ? Array.from({ length: this.length }, (_, row) => value(row)) : Array.from(rows, value);
  }

  typeOf(name: string) {
    return this.fields.get(name)?.type?.type;
  }

  count(name: string): number {
    this.counts ??= this.countFields();
    return this.counts.get(name) ?? 0;
  }

  private countFields(): Map<string, number> {
    const { scanner, starts } = this;
    const counts = new Map<string, number>();
    const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [row, start] of starts.entries()) {
      if (scanner.scan(start) >= 0) {
        for (let i = 0; i < scanner.count; i++)
          if (scanner.written[i] !== Written.Null) add(scanner.names[scanner.ids[i]]);
      } else for (const [name, value] of Object.entries(this.record(row))) if (value !== null) add(name);
    }
    return counts;
  }

  /** All of a record, parsed again and then kept. */
  private record(row: number): Fields {
    this.parsed[row] ??= parseJson(this.bytes.toString('utf8', this.starts[row], this.ends[row])) as Fields;
    return this.parsed[row];
  }
}

/** Records that lack the field leave a null. */
function keep(values: Json[], row: number, value: Json): void {
  while (values.length < row) values.push(null);
  values.push(value);
}
