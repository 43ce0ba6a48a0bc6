import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { type Column, columnBuilder, type DynamicColumn } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import type { ColumnDeclaration } from '../types/table.js';
import type { Json } from '../types/value.js';
import type { PluginCall } from './call.js';
import { plugin } from './plugin.js';
import { isBag, slotColumns } from './slots.js';
import { assumedBeside, openSource } from './unknown-columns.js';

type Conflict = 'error' | 'replace_source' | 'keep_source';

/** Where a result column comes from: a column of the input, or a property of the bag. */
type Source = { readonly column: string } | { readonly property: string };

interface Given {
  readonly bag: string;
  readonly from: readonly Source[];
  /** Properties that no bag may have, since the input has columns of their names. */
  readonly clashing: readonly string[];
}

/** @see https://learn.microsoft.com/kusto/query/bag-unpack-plugin */
export default plugin<Given>('bag_unpack', {
  summary: 'Turns the properties of a dynamic column into columns, typed as their values are.',
  bind(call) {
    call.expect(1, 4, ['OutputColumnPrefix', 'columnsConflict', 'ignoredProperties'], true);
    const bag = call.column(call.required(0), 'dynamic').name;
    const { prefix, conflict, ignored } = optionsOf(call);
    const open = openSource(call);
    const { schema } = call;
    const unpacked = schema?.columns ?? unpackedColumns(call, bag, prefix, ignored, open);
    const property = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
    const names = new Set(unpacked.map(({ name }) => name));
    const others = call.input.plan.columns.filter(({ name }) => name !== bag);
    const kept = others.filter(({ name }) => !names.has(name) || conflict !== 'replace_source');
    const clashing = conflict === 'error' ? others.filter(({ name }) => names.has(name)) : [];
    if (schema === null && clashing.length > 0) raise(problems.duplicateColumn(clashing[0].name, call.span));
    const columns = new Map<string, ColumnDeclaration>();
    if (schema?.star !== false)
      for (const column of call.input.plan.columns)
        if (column.name !== bag || names.has(bag)) columns.set(column.name, column);
    for (const column of unpacked) columns.set(column.name, column);
    const sources = new Map<string, Source>([...names].map((name) => [name, { property: property(name) }]));
    for (const column of kept) {
      const declared = columns.get(column.name);
      if (schema !== null && declared !== undefined && declared.type !== column.type)
        raise(problems.wrongType(declared.type, column.type, call.span));
      if (declared !== undefined) columns.set(column.name, column);
      sources.set(column.name, { column: column.name });
    }
    return {
      columns: [...columns.values()],
      given: {
        bag,
        from: [...columns.keys()].map((name) => sources.get(name) as Source),
        clashing: clashing.map(({ name }) => property(name)),
      },
      keepsOrder: true,
      open,
    };
  },
  *run({ bag, from, clashing }, input, execution, columns) {
    const place = (name: string) => input.columns.findIndex((column) => column.name === name);
    for (const batch of execution.run(input)) {
      const bags = (batch.columns[place(bag)] as DynamicColumn).values;
      const clash = clashing.find((property) => bags.some((each) => isBag(each) && Object.hasOwn(each, property)));
      if (clash !== undefined) raise(problems.duplicateColumn(clash));
      yield {
        length: batch.length,
        columns: from.map((source, i) =>
          'column' in source ? batch.columns[place(source.column)] : propertyColumn(bags, source.property, columns[i]),
        ),
      };
    }
  },
});

function optionsOf(call: PluginCall): { prefix: string; conflict: Conflict; ignored: ReadonlySet<unknown> } {
  const prefix = call.argument(1, 'OutputColumnPrefix');
  const conflict = call.argument(2, 'columnsConflict');
  const ignored = call.argument(3, 'ignoredProperties');
  const choices: readonly Conflict[] = ['error', 'replace_source', 'keep_source'];
  const word = conflict === undefined ? 'error' : String(call.literal(conflict, 'string'));
  const list = ignored === undefined ? [] : call.literal(ignored, 'dynamic');
  return {
    prefix: prefix === undefined ? '' : String(call.literal(prefix, 'string')),
    conflict:
      choices.find((choice) => choice === word) ??
      raise(problems.unknownOption('columnsConflict', word, choices, conflict?.span ?? call.span)),
    ignored: new Set<unknown>(Array.isArray(list) ? list : [list]),
  };
}

/** The columns that the properties of all rows become, in the order of their names, and those that the query only names. */
function unpackedColumns(
  call: PluginCall,
  bag: string,
  prefix: string,
  ignored: ReadonlySet<unknown>,
  open: readonly string[],
): ColumnDeclaration[] {
  const { columns } = call.input.plan;
  const rows = call.rows();
  const bags = rows.columns[columns.findIndex(({ name }) => name === bag)] as DynamicColumn;
  const found = slotColumns(bags.values, ignored).map(({ name, type }) => ({ name: prefix + name, type }));
  const others = columns.filter(({ name }) => name !== bag);
  return [...found, ...assumedBeside([...others, ...found], call, open)];
}

function propertyColumn(bags: readonly Json[], property: string, { type }: ColumnDeclaration): Column {
  const builder = columnBuilder(type, bags.length);
  for (const [row, bag] of bags.entries()) {
    if (!isBag(bag) || !Object.hasOwn(bag, property)) continue;
    builder.set(row, type === 'dynamic' ? bag[property] : convertValue(bag[property], 'dynamic', type));
  }
  return builder.build();
}
