import type { Problem } from '../base/problem.js';
import { FieldType, isDelicate, type Json, parseJson, parseRoughly, type Records } from '../kql/index.js';
import { badLine } from './problems.js';

/** A record: its fields by name. */
export type Fields = { readonly [name: string]: Json };

/** How JSON lines are read. */
export interface LineReading {
  /** The table that a record belongs to; undefined leaves it out. `number` counts records from 1. */
  tableOf(record: Json, number: number): string | undefined;
  /** The fields whose values are kept at once; others are read again when someone asks for them. */
  readonly wanted: ReadonlySet<string>;
  /** The fields whose type is known: the others' values are looked at to learn it. */
  readonly declared: ReadonlySet<string>;
}

const newline = 0x0a;

/** Sorts JSON lines into tables. Only the wanted fields are kept, beside the place of each line: most of a record is never needed. */
export function readLines(
  bytes: Buffer,
  reading: LineReading,
): { readonly tables: ReadonlyMap<string, Records>; readonly problems: readonly Problem[] } {
  const tables = new Map<string, LineRecords>();
  const problems: Problem[] = [];
  let count = 0;
  let number = 0;
  for (let start = afterMark(bytes); start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.toString('utf8', start, end);
    number++;
    const record = parseRoughly(line);
    if (record !== undefined) {
      const table = reading.tableOf(record, ++count);
      if (table !== undefined) {
        let records = tables.get(table);
        if (records === undefined) {
          records = new LineRecords(bytes, reading);
          tables.set(table, records);
        }
        records.add(record as Fields, line, start, end);
      }
    } else if (line.trim() !== '') {
      problems.push(badLine(number));
    }
    start = end + 1;
  }
  return { tables, problems };
}

/** Behind the byte order mark, if there is one. */
function afterMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** What is looked at of a field while the lines are read. */
interface Field {
  readonly name: string;
  readonly values: Json[] | undefined;
  readonly type: FieldType | undefined;
}

/** Records with the same fields in the same order, as most have. */
interface Shape {
  readonly names: readonly string[];
  readonly fields: readonly Field[];
}

/** So many are remembered; a table has few. */
const MOST_SHAPES = 16;

class LineRecords implements Records {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly fields = new Map<string, Field>();
  private readonly recent: Shape[] = [];
  private shape: Shape = { names: [], fields: [] };
  private readonly parsed: Fields[] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly reading: LineReading,
  ) {}

  add(record: Fields, line: string, start: number, end: number): void {
    const row = this.starts.length;
    this.starts.push(start);
    this.ends.push(end);
    const texts = new NumberTexts(line);
    for (const { name, values, type } of this.shapeOf(Object.keys(record)).fields) {
      const json = exactValue(record[name], name, texts, values === undefined);
      if (values !== undefined) {
        while (values.length < row) values.push(null);
        values.push(json);
      }
      type?.add(json);
    }
  }

  private shapeOf(names: readonly string[]): Shape {
    if (sameNames(names, this.shape.names)) return this.shape;
    let shape = this.recent.find((each) => sameNames(names, each.names));
    if (shape === undefined) {
      const fields = names.map((name) => this.fieldNamed(name));
      shape = { names, fields: fields.filter(({ values, type }) => values !== undefined || type !== undefined) };
      this.recent.unshift(shape);
      if (this.recent.length > MOST_SHAPES) this.recent.pop();
    }
    this.shape = shape;
    return shape;
  }

  private fieldNamed(name: string): Field {
    let field = this.fields.get(name);
    if (field === undefined) {
      field = {
        name,
        values: this.reading.wanted.has(name) ? [] : undefined,
        type: this.reading.declared.has(name) ? undefined : new FieldType(),
      };
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
    const field = this.fields.get(name);
    return field?.type?.count ?? this.values(name, null).filter((value) => value !== null).length;
  }

  /** All of a record, parsed again and then kept. */
  private record(row: number): Fields {
    this.parsed[row] ??= parseJson(this.bytes.toString('utf8', this.starts[row], this.ends[row])) as Fields;
    return this.parsed[row];
  }
}

function sameNames(names: readonly string[], others: readonly string[]): boolean {
  if (names.length !== others.length) return false;
  for (let i = 0; i < names.length; i++) if (names[i] !== others[i]) return false;
  return true;
}

/** A field's value as it is written, which the quick reader's may not be; for its type alone, what an object holds does not matter. */
function exactValue(json: Json, name: string, line: NumberTexts, forType: boolean): Json {
  if (typeof json === 'number' && Number.isInteger(json)) {
    const number = line.behind(name, json);
    if (number === undefined) return line.exact(name);
    return number.length < 16 && digits.test(number) ? json : (parseJson(number) as Json);
  }
  return typeof json === 'object' && json !== null && !forType && isDelicate(line.text) ? line.exact(name) : json;
}

const digits = /^-?\d+$/;

/** Finds numbers as they are written in a line; asked for fields in their order, it goes through the line once. */
class NumberTexts {
  private from = 0;
  private isFlat: boolean | undefined;

  constructor(readonly text: string) {}

  /** The text of a number; undefined where its name is written in several places, or in no plain way. */
  behind(name: string, value: number): string | undefined {
    const { text } = this;
    // Without the first quote, which is so frequent that looking for it takes long.
    const key = `${name}":`;
    const at = text.indexOf(key, this.from);
    if (at < 1 || text.charCodeAt(at - 1) !== 0x22) return undefined;
    this.isFlat ??= text.indexOf('{', 1) < 0;
    if (!this.isFlat && (text.indexOf(`"${key}`) !== at - 1 || text.indexOf(`"${key}`, at) >= 0)) return undefined;
    let start = at + key.length;
    while (text.charCodeAt(start) === 0x20) start++;
    let end = start;
    while (isOfNumber(text.charCodeAt(end))) end++;
    this.from = end;
    const number = text.slice(start, end);
    return Number(number) === value ? number : undefined;
  }

  /** A field's value, read number by number. */
  exact(name: string): Json {
    return (parseJson(this.text) as Fields)[name];
  }
}

/** Digits, signs, the point and the letter e. */
function isOfNumber(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x2e || unit === 0x2b || unit === 0x65 || unit === 0x45
  );
}
