import { typeOfName } from '../plan/assumptions.js';
import { columnOf } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration, Table } from '../types/table.js';
import { parseDatetime } from '../types/ticks.js';
import { type Json, WholeReal } from '../types/value.js';

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Makes a table of records; a column's type is its declared one, else what its name or its values tell. */
export function tableOfRecords(records: readonly unknown[], declared: readonly ColumnDeclaration[] = []): Table {
  const types = new Map(declared.map(({ name, type }) => [name, type]));
  const names = new Set<string>(types.keys());
  const rows = records.filter(
    (each): each is Record<string, Json> => each !== null && typeof each === 'object' && !Array.isArray(each),
  );
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  const columns = [...names].map((name) => ({
    name,
    type: types.get(name) ?? typeOfName(name) ?? typeOfValues(rows, name),
  }));
  const batch = {
    length: rows.length,
    columns: columns.map(({ name, type }) =>
      columnOf(
        type,
        rows.map((row) => fieldValue(Object.hasOwn(row, name) ? row[name] : null, type)),
      ),
    ),
  };
  return { columns, batches: [batch] };
}

function fieldValue(json: Json, type: ScalarType) {
  return type === 'dynamic'
    ? typeof json === 'string'
      ? convertValue(json, 'string', 'dynamic')
      : json
    : convertValue(json, 'dynamic', type);
}

function typeOfValues(rows: readonly Record<string, Json>[], name: string): ScalarType {
  const found = new Set<ScalarType>();
  for (const row of rows) {
    const json = Object.hasOwn(row, name) ? row[name] : null;
    if (json !== null) found.add(typeOfJson(json));
  }
  if (found.size === 1) return [...found][0];
  if (found.size === 0) return 'string';
  return [...found].every((type) => type === 'long' || type === 'real')
    ? 'real'
    : [...found].every((type) => type === 'string' || type === 'datetime')
      ? 'string'
      : 'dynamic';
}

function typeOfJson(json: Json): ScalarType {
  if (typeof json === 'string') return isoTime.test(json) && parseDatetime(json) !== null ? 'datetime' : 'string';
  if (typeof json === 'boolean') return 'bool';
  if (typeof json === 'bigint') return 'long';
  if (json instanceof WholeReal) return 'real';
  return typeof json === 'number' ? (Number.isInteger(json) ? 'long' : 'real') : 'dynamic';
}
