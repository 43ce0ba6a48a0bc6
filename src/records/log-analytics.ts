import { type Json, type ScalarType, scalarTypeOf } from '../kql/index.js';

/** A table as the API of Log Analytics answers it: `{ name, columns: [{ name, type }], rows: [[cell]] }`. */
export interface ApiTable {
  readonly name: string;
  readonly types: ReadonlyMap<string, ScalarType>;
  readonly records: readonly { readonly [name: string]: Json }[];
}

/** Reads such a table; undefined when it is none. */
export function readApiTable(json: Json): ApiTable | undefined {
  if (!isObject(json) || !Array.isArray(json.columns) || !Array.isArray(json.rows)) return undefined;
  const columns = json.columns.map((column) => (isObject(column) ? column : {}));
  const names = columns.map(({ name, ColumnName }) => name ?? ColumnName);
  if (!names.every((name) => typeof name === 'string') || !json.rows.every((row) => Array.isArray(row)))
    return undefined;
  const types = columns.map(({ type, ColumnType }) => scalarTypeOf(String(type ?? ColumnType ?? '').toLowerCase()));
  return {
    name: typeof json.name === 'string' ? json.name : '',
    types: new Map(names.flatMap((name, i) => (types[i] === undefined ? [] : [[String(name), types[i]] as const]))),
    records: json.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, (row as Json[])[i] ?? null]))),
  };
}

function isObject(json: Json): json is { [key: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}
