import type { Fields } from '../fields.js';
import { isName, nameOfFile } from '../function-names.js';
import { faults } from '../problems.js';
import type { TableSchema } from '../rule.js';
import { fieldsFormat } from './format.js';

// Kusto's own names, and what .NET, SQL and people call the same; Kusto keeps a bool in a signed byte.
const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  text: 'string',
  bool: 'bool',
  boolean: 'bool',
  sbyte: 'bool',
  int: 'int',
  int32: 'int',
  integer: 'int',
  long: 'long',
  int64: 'long',
  bigint: 'long',
  real: 'real',
  double: 'real',
  float: 'real',
  decimal: 'decimal',
  datetime: 'datetime',
  'date/time': 'datetime',
  date: 'datetime',
  timespan: 'timespan',
  time: 'timespan',
  guid: 'guid',
  uuid: 'guid',
  uniqueid: 'guid',
  dynamic: 'dynamic',
  object: 'dynamic',
};

/** The columns of a table as JSON: its name, and a list of properties with name and type. */
export const tableSchema = fieldsFormat(
  'table-schema',
  'json',
  (fields) => fields.has('Properties'),
  (fields, format) => {
    const { reading } = fields;
    const declared = fields.text('Name') ?? '';
    const name = isName(declared) ? declared : nameOfFile(reading);
    if (name !== declared) reading.report(fields.at('Name'), faults.schemaName(declared, name));
    const columns = new Map<string, TableSchema['columns'][number]>();
    for (const column of fields.mappings('Properties').flatMap(readColumn)) {
      if (!columns.has(column.name)) columns.set(column.name, column);
    }
    reading.schemas.push({
      name,
      columns: [...columns.values()],
      source: { path: reading.path, line: reading.lineOf(fields.node.at), format },
    });
  },
);

function readColumn(fields: Fields): TableSchema['columns'][number][] {
  const name = fields.text('Name');
  const declared = fields.text('Type') ?? '';
  if (name === undefined) {
    fields.reading.report(fields.node.at, faults.column());
    return [];
  }
  const key = declared.toLowerCase();
  if (Object.hasOwn(TYPES, key)) return [{ name, type: TYPES[key] }];
  fields.reading.report(fields.at('Type'), faults.columnType(name, declared));
  return [{ name, type: 'string' }];
}
