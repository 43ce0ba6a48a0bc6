import { typeOfName } from '../plan/assumptions.js';
import { type Column, columnBuilder, gather } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { dictionaryEncoded } from '../types/dictionary.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Batch, type ColumnDeclaration, lazyBatch, type Table } from '../types/table.js';
import type { Json, Value } from '../types/value.js';
import { FieldType } from './field-type.js';

/** Records as a table is made of them; whoever holds them decides how, and what it costs to look at a field. */
export interface Records {
  readonly length: number;
  /** Every field that some record has, in the order in which they first come. */
  readonly names: readonly string[];
  /** A field's values, null where a record has none: of all records, or of those chosen, where -1 is no record. */
  values(name: string, rows: Int32Array | null): readonly Json[];
  /** What the values of a field tell of its type; undefined where it has none. */
  typeOf(name: string): ScalarType | undefined;
  /** How many records have a field, with a value other than null. */
  count(name: string): number;
}

/** Values that are none of their column's type, and so became null or lost their fraction. */
export interface Misfits {
  readonly column: string;
  readonly type: ScalarType;
  readonly count: number;
  readonly example: Json;
}

/** Columns that were made of records, for the next query on the same records. */
const columnsMade = new WeakMap<Records, Map<string, Column>>();

/** Makes a table of records; a column's type is its declared one, else what its name or its values tell. */
export function tableOfRecords(
  records: Records,
  declared: readonly ColumnDeclaration[] = [],
  misfit?: (found: Misfits) => void,
): Table {
  const known = new Set(declared.map(({ name }) => name));
  const guessed = new Map<string, ScalarType | undefined>();
  const columns = [...declared];
  for (const name of records.names) {
    if (known.has(name)) continue;
    const type = typeOfName(name) ?? records.typeOf(name);
    guessed.set(name, type);
    columns.push({ name, type: type ?? 'string' });
  }
  const made = columnsMade.get(records) ?? new Map<string, Column>();
  columnsMade.set(records, made);
  const read = (wanted: readonly ColumnDeclaration[]): Batch => {
    const key = (at: number) => `${wanted[at].type} ${wanted[at].name}`;
    return lazyBatch(
      records.length,
      wanted.length,
      (at) => {
        const column =
          made.get(key(at)) ??
          dictionaryEncoded(columnOfField(wanted[at], records.values(wanted[at].name, null), misfit));
        made.set(key(at), column);
        return column;
      },
      {
        pick(at, rows) {
          const column = made.get(key(at));
          return column === undefined
            ? columnOfField(wanted[at], records.values(wanted[at].name, rows), misfit)
            : gather(column, rows);
        },
      },
    );
  };
  return { columns, batches: [read(columns)], guessed, read };
}

function columnOfField(
  { name, type }: ColumnDeclaration,
  values: readonly Json[],
  misfit: ((found: Misfits) => void) | undefined,
): Column {
  const builder = columnBuilder(type, values.length);
  let count = 0;
  let example: Json = null;
  for (let row = 0; row < values.length; row++) {
    const json = values[row];
    const value = fieldValue(json, type);
    builder.set(row, value);
    if (json !== null && (value === null || type === 'long' || type === 'int') && isMisfit(json, value, type)) {
      if (count === 0) example = json;
      count++;
    }
  }
  if (count > 0) misfit?.({ column: name, type, count, example });
  return builder.build();
}

/** Empty text is the null of an export; a dynamic takes everything. */
function isMisfit(json: Json, value: Value, type: ScalarType): boolean {
  if (value === null) return type !== 'dynamic' && json !== '';
  return typeof json === 'number' && !Number.isInteger(json);
}

function fieldValue(json: Json, type: ScalarType): Value {
  if (type === 'string' && typeof json === 'string') return json;
  if (type === 'long' && Number.isSafeInteger(json)) return json;
  if (type === 'dynamic') return typeof json === 'string' ? convertValue(json, 'string', 'dynamic') : json;
  return convertValue(json, 'dynamic', type);
}

/** Records that are JavaScript objects; what is none is left out. */
export function recordsOfObjects(items: readonly unknown[]): Records {
  const rows = items.filter(
    (each): each is Record<string, Json> => each !== null && typeof each === 'object' && !Array.isArray(each),
  );
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  const read = (row: Record<string, Json> | undefined, name: string): Json =>
    row !== undefined && Object.hasOwn(row, name) ? row[name] : null;
  return {
    length: rows.length,
    names: [...names],
    values: (name, chosen) =>
      chosen === null ? rows.map((row) => read(row, name)) : Array.from(chosen, (row) => read(rows[row], name)),
    typeOf(name) {
      const type = new FieldType();
      for (const row of rows) type.add(read(row, name));
      return type.type;
    },
    count: (name) => rows.reduce((sum, row) => sum + (read(row, name) === null ? 0 : 1), 0),
  };
}

/** Some of the records, in their order. */
export function chosenRecords(records: Records, rows: Int32Array): Records {
  if (rows.length === records.length) return records;
  return {
    length: rows.length,
    names: records.names,
    values: (name, chosen) =>
      records.values(name, chosen === null ? rows : chosen.map((row) => (row < 0 ? row : rows[row]))),
    typeOf: (name) => records.typeOf(name),
    count: (name) => records.values(name, rows).reduce<number>((sum, value) => sum + (value === null ? 0 : 1), 0),
  };
}
