import { typeOfName } from '../plan/assumptions.js';
import { type Column, columnBuilder, gather } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type ColumnDeclaration, lazyBatch, type Table } from '../types/table.js';
import type { Json, Value } from '../types/value.js';
import { FieldType } from './field-type.js';

/** Records as a table is made of them; whoever holds them decides how, and what it costs to look at a field. */
export interface Records {
  readonly length: number;
  /** Every field that some record has, in the order in which they first come. */
  readonly names: readonly string[];
  /** A field's values, null where a record has none: of all records, or of those chosen, where -1 is no record. */
  values(name: string, rows: Int32Array | null): readonly Json[];
  /** What the values of a field tell of its type. */
  typeOf(name: string): ScalarType;
}

/** Makes a table of records; a column's type is its declared one, else what its name or its values tell. */
export function tableOfRecords(records: Records, declared: readonly ColumnDeclaration[] = []): Table {
  const known = new Set(declared.map(({ name }) => name));
  const columns = [
    ...declared,
    ...records.names
      .filter((name) => !known.has(name))
      .map((name) => ({ name, type: typeOfName(name) ?? records.typeOf(name) })),
  ];
  const made: Column[] = [];
  const batch = lazyBatch(
    records.length,
    columns.length,
    (at) => {
      made[at] = columnOfField(columns[at].type, records.values(columns[at].name, null));
      return made[at];
    },
    {
      pick: (at, rows) =>
        made[at] === undefined
          ? columnOfField(columns[at].type, records.values(columns[at].name, rows))
          : gather(made[at], rows),
    },
  );
  return { columns, batches: [batch] };
}

function columnOfField(type: ScalarType, values: readonly Json[]): Column {
  const builder = columnBuilder(type, values.length);
  for (let row = 0; row < values.length; row++) builder.set(row, fieldValue(values[row], type));
  return builder.build();
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
  };
}
