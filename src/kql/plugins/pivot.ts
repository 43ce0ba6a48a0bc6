import { literalOf } from '../plan/literals.js';
import type { Plan } from '../plan/nodes.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { columnBuilder, valueReader } from '../types/column.js';
import { GroupIndex } from '../types/groups.js';
import type { Batch, ColumnDeclaration } from '../types/table.js';
import { valueText } from '../types/text.js';
import type { PluginCall } from './call.js';
import { plugin } from './plugin.js';
import { assumedBeside, openSource } from './unknown-columns.js';

/** The column of the aggregate in the table that is turned; the engine's own, so no query can name it. */
const aggregated = '$aggregated';

interface Given {
  /** The aggregate of nothing: what a group has where it has no row with a value. */
  readonly nothing: Plan;
  /** How many of the result's columns are those of the groups, and how many stand for values; the rest is only named. */
  readonly by: number;
  readonly turned: number;
}

/** @see https://learn.microsoft.com/kusto/query/pivot-plugin */
export default plugin<Given>('pivot', {
  summary: 'Turns the values of a column into columns that hold an aggregate of the rows with that value.',
  gap: 'an empty value to pivot on, a value that is the name of a column as well, an output schema with *',
  bind(call) {
    call.expect(1, Number.POSITIVE_INFINITY, [], true);
    const pivot = call.column(call.required(0)).name;
    const aggregate = aggregateOf(call);
    const used = new Set([pivot, ...aggregate.arguments.map(({ value }) => (value.is === 'name' ? value.name : ''))]);
    const by =
      call.positional.length > 2
        ? call.positional.slice(2).map((each) => call.column(each).name)
        : call.input.plan.columns.map(({ name }) => name).filter((name) => !used.has(name));
    // The aggregate for each group and each value of the pivot column, which come in this order.
    const groups = summarized(call, call.input, aggregate, [...by, pivot]);
    const nothing = summarized(call, withoutRows(call.input), aggregate, []);
    const keys = groups.columns.slice(0, by.length);
    const open = call.schema === null ? openSource(call) : [];
    const turned = call.schema === null ? valueColumns(call, groups, keys) : declaredColumns(call, groups, keys);
    return {
      columns: [...keys, ...turned, ...assumedBeside([...keys, ...turned], call, open)],
      given: { nothing, by: by.length, turned: turned.length },
      reads: groups,
      open,
    };
  },
  *run({ nothing, by, turned }, groups, execution, columns) {
    const rows = execution.collect(groups);
    const index = new GroupIndex(groups.columns.slice(0, by).map(({ type }) => type));
    const ids = index.assign(rows.columns.slice(0, by), rows.length);
    const empty = valueReader(execution.collect(nothing).columns[0])(0);
    const builders = columns.slice(by).map(({ type }, at) => {
      const builder = columnBuilder(type, index.size);
      if (at < turned) for (let group = 0; group < index.size; group++) builder.set(group, empty);
      return builder;
    });
    const builderOf = new Map(columns.slice(by).map(({ name }, at) => [name, builders[at]]));
    const aggregate = valueReader(rows.columns[by + 1]);
    for (const [row, name] of textsOf(groups, by, rows).entries()) builderOf.get(name)?.set(ids[row], aggregate(row));
    if (index.size > 0)
      yield { length: index.size, columns: [...index.keyColumns(), ...builders.map((builder) => builder.build())] };
  },
});

function aggregateOf(call: PluginCall): Call {
  const given = call.positional[1];
  if (given === undefined) return { is: 'call', name: 'count', nameSpan: call.span, arguments: [], span: call.span };
  if (given.is !== 'call' || !call.binder.registry.aggregates.has(given.name))
    return raise(problems.failed('KS109', 'Expected an aggregation function here.', given.span));
  return turning.has(given.name)
    ? given
    : raise(problems.badArgument('pivot', `one of the aggregation functions ${[...turning].join(', ')}`, given.span));
}

/** The aggregation functions that the plugin takes, and their old names. */
const turning: ReadonlySet<string> = new Set([
  'any',
  'avg',
  'count',
  'dcount',
  'make_bag',
  'make_list',
  'make_set',
  'makelist',
  'makeset',
  'max',
  'min',
  'stdev',
  'sum',
  'take_any',
  'variance',
]);

/** `summarize $aggregated = aggregate by columns` */
function summarized(call: PluginCall, input: Relation, aggregate: Call, by: readonly string[]): Plan {
  const { span, binder, scope } = call;
  const named: Expression = {
    is: 'named',
    names: [{ name: aggregated, span }],
    compound: false,
    value: aggregate,
    span,
  };
  const keys = by.map((name): Expression => ({ is: 'name', name, span }));
  const syntax = { is: 'summarize', aggregates: [named], by: keys, parameters: [], span } as const;
  return binder.registry.operators.summarize(syntax, input, scope, binder).plan;
}

function withoutRows(input: Relation): Relation {
  const { columns, serialized, span } = input.plan;
  const count = literalOf(0n, 'long', span);
  return { plan: { kind: 'take', input: input.plan, count, columns, serialized, span }, open: input.open };
}

/** A column for each value of the pivot column, in the order in which they first come. */
function valueColumns(call: PluginCall, groups: Plan, keys: readonly ColumnDeclaration[]): ColumnDeclaration[] {
  const texts = new Set(textsOf(groups, keys.length, call.binder.sample(groups)));
  const { type } = groups.columns[keys.length + 1];
  for (const name of texts)
    if (name === '' || keys.some((key) => key.name === name))
      raise(
        problems.unsupported(
          'pivot',
          call.span,
          name === '' ? 'an empty value' : `the value '${name}', which is also a column`,
        ),
      );
  return [...texts].map((name) => ({ name, type }));
}

/** The columns of the written schema that stand for values: it must begin with those of the groups. */
function declaredColumns(call: PluginCall, groups: Plan, keys: readonly ColumnDeclaration[]): ColumnDeclaration[] {
  const { columns, star } = call.schema as NonNullable<PluginCall['schema']>;
  const { type } = groups.columns[keys.length + 1];
  const fits = keys.every((key, i) => columns[i]?.name === key.name && columns[i].type === key.type);
  if (star || !fits) raise(problems.unsupported('pivot', call.syntax.span, 'an output schema of other columns'));
  const turned = columns.slice(keys.length);
  for (const column of turned) if (column.type !== type) raise(problems.wrongType(type, column.type, call.syntax.span));
  return [...turned];
}

/** The values of the pivot column as texts. */
function textsOf(groups: Plan, at: number, rows: Batch): string[] {
  const read = valueReader(rows.columns[at]);
  return Array.from({ length: rows.length }, (_, row) => valueText(read(row), groups.columns[at].type));
}
