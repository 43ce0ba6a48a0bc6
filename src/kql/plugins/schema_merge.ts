import type { Problem } from '../../base/problem.js';
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

/** What the plugin says of a column that the schemas have in several places. */
const outOfOrder = 'ERROR(columns are out of order)';

interface MergedColumn {
  readonly name: Value;
  readonly types: readonly [data: Value, column: Value];
  readonly places: number[];
}

/** @see https://learn.microsoft.com/kusto/query/schema-merge-plugin */
export default plugin<{ readonly preserveOrder: boolean }>('schema_merge', {
  summary: 'Makes one schema of several that getschema gave.',
  gap: 'columns whose type differs between the schemas; columns in other places, unless the last schema has each at its last place',
  bind(call) {
    call.expect(0, 1, ['PreserveOrder']);
    const preserve = call.argument(0, 'PreserveOrder');
    const preserveOrder = preserve === undefined || call.literal(preserve, 'bool') === true;
    for (const { name, type } of columns) call.column({ is: 'name', name, span: call.span }, type);
    return { columns, given: { preserveOrder } };
  },
  *run({ preserveOrder }, input, execution) {
    const rows = execution.collect(input);
    const [name, ordinal, dataType, columnType] = columns.map((wanted) =>
      valueReader(rows.columns[input.columns.findIndex((column) => column.name === wanted.name)]),
    );
    const merged = new Map<Value, MergedColumn>();
    for (let row = 0; row < rows.length; row++) {
      const types = [dataType(row), columnType(row)] as const;
      const known = merged.get(name(row)) ?? { name: name(row), types, places: [] };
      if (known.types.some((type, i) => type !== types[i])) raise(differs(name(row)));
      known.places.push(Number(ordinal(row)));
      merged.set(name(row), known);
    }
    if (merged.size === 0) return;
    const result = inOrder([...merged.values()]).map((column, place) =>
      preserveOrder && column.places.some((each) => each !== place)
        ? [column.name, -1, `ERROR(unknown CSL type:${outOfOrder})`, outOfOrder]
        : [column.name, place, ...column.types],
    );
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

/** The columns in the order of their last places, which must leave no doubt: each place is taken once, and by no column that left it. */
function inOrder(merged: readonly MergedColumn[]): MergedColumn[] {
  const last = ({ places }: MergedColumn) => Math.max(...places);
  const ordered = merged.toSorted((a, b) => last(a) - last(b));
  const doubtful = ordered.find((column, place) => last(column) !== place || column.places.at(-1) !== place);
  return doubtful === undefined ? ordered : raise(differs(doubtful.name));
}

function differs(name: Value): Problem {
  return problems.unsupported('schema_merge', undefined, `column '${name}' differs between the schemas`);
}
