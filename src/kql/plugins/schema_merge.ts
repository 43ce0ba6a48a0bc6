import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnOf, valueReader } from '../types/column.js';
import type { ColumnDeclaration } from '../types/table.js';
import type { Value } from '../types/value.js';
import { plugin } from './plugin.js';

const columns: readonly ColumnDeclaration[] = [
  { name: 'ColumnName', type: 'string' },
  { name: 'ColumnOrdinal', type: 'int' },
  { name: 'DataType', type: 'string' },
  { name: 'ColumnType', type: 'string' },
];

/** @see https://learn.microsoft.com/kusto/query/schema-merge-plugin */
export default plugin<null>('schema_merge', {
  summary: 'Makes one schema of several that getschema gave.',
  gap: 'columns whose place or type differs between the schemas',
  bind(call) {
    call.expect(0, 1, ['PreserveOrder']);
    const preserve = call.argument(0, 'PreserveOrder');
    if (preserve !== undefined) call.literal(preserve, 'bool');
    for (const { name, type } of columns) call.column({ is: 'name', name, span: call.span }, type);
    return { columns, given: null };
  },
  *run(_given, input, execution) {
    const rows = execution.collect(input);
    const readers = columns.map(({ name }) =>
      valueReader(rows.columns[input.columns.findIndex((column) => column.name === name)]),
    );
    const merged = new Map<Value, Value[]>();
    const places = new Map<Value, Value>();
    for (let row = 0; row < rows.length; row++) {
      const found = readers.map((read) => read(row));
      const [name, ordinal] = found;
      const known = merged.get(name) ?? found;
      if (known.some((value, i) => value !== found[i]) || (places.get(ordinal) ?? name) !== name)
        raise(problems.unsupported('schema_merge', undefined, `column '${name}' differs between the schemas`));
      merged.set(name, found);
      places.set(ordinal, name);
    }
    const result = [...merged.values()].sort((a, b) => Number(a[1]) - Number(b[1]));
    if (result.length === 0) return;
    yield {
      length: result.length,
      columns: columns.map(({ type }, i) =>
        columnOf(
          type,
          result.map((values) => values[i]),
        ),
      ),
    };
  },
});
