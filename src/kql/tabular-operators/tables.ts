import { literalValue } from '../plan/literals.js';
import type { OperatorBinding, PlanRunner, TabularBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnOf } from '../types/column.js';
import { splitBatch } from '../types/table.js';
import { piped, wordParameter } from './inputs.js';
import { noStep } from './range.js';

/** The records posted for a table; a table that nobody posted has none, a column that nobody posted is null. */
export const runTable: PlanRunner<'table'> = function* (plan, execution) {
  const table = execution.table(plan.name);
  if (table === undefined) return;
  if (table.read !== undefined) yield* splitBatch(table.read(plan.columns), execution.batchSize);
  else for (const batch of table.batches) yield* splitBatch(batch, execution.batchSize);
};

/** The rows of a datatable, as the query writes them. */
export const runDatatable: PlanRunner<'datatable'> = function* (plan, execution) {
  if (plan.rows.length === 0) return;
  const columns = plan.columns.map(({ type }, i) =>
    columnOf(
      type,
      plan.rows.map((row) => literalValue({ type, value: row[i] })),
    ),
  );
  yield* splitBatch({ length: plan.rows.length, columns }, execution.batchSize);
};

/** `materialize(T)`: evaluated once, read as often as the query names it. */
export const bindMaterialize: TabularBinding = (call, scope, binder) => {
  const [argument] = call.arguments;
  if (argument === undefined || call.arguments.length !== 1)
    return raise(problems.wrongCount('materialize', 1, 1, call.arguments.length, call.span));
  const { plan, open } = binder.tabular(argument.value, scope);
  return {
    plan: {
      kind: 'materialize',
      input: plan,
      id: binder.freshId(),
      columns: plan.columns,
      serialized: plan.serialized,
      span: call.span,
    },
    open,
  };
};

/** `table("T")`, or a let that holds the name. */
export const bindTableCall: TabularBinding = (call, scope, binder) => {
  const [argument] = call.arguments;
  const name = argument?.value;
  if (name?.is === 'literal' && name.type === 'string') return binder.tableNamed(String(name.value), name.span, scope);
  const definition = name?.is === 'name' ? scope.find(name.name) : undefined;
  if (definition?.is === 'scalar' && definition.value.is === 'literal')
    return binder.tableNamed(String(definition.value.value), call.span, scope);
  return raise(problems.notConstant('table', call.span));
};

/** `range x from a to b step c` */
export const runRange: PlanRunner<'range'> = function* (plan, execution) {
  const [from, to, step] = [plan.from, plan.to, plan.step].map(
    (each) => execution.constant(each) as bigint | number | null,
  );
  if (from === null || to === null || step === null) return;
  if (Number(step) === 0) raise(noStep(plan.step.span));
  const values: (bigint | number)[] = [];
  const up = Number(step) > 0;
  const [type] = plan.columns.map((column) => column.type);
  for (let i = 0; ; i++) {
    const value = typeof from === 'bigint' ? from + BigInt(i) * BigInt(step) : from + i * Number(step);
    if (up ? value > to : value < to) break;
    values.push(value);
    if (i % execution.batchSize === 0) execution.spend(execution.batchSize);
  }
  if (values.length > 0)
    yield* splitBatch({ length: values.length, columns: [columnOf(type, values)] }, execution.batchSize);
};

/**
 * Names the table so far for the rest of the pipeline; the binder defines the name.
 * @see https://learn.microsoft.com/kusto/query/as-operator
 */
export const bindAs: OperatorBinding<'as'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'as', syntax.span);
  const materialized = wordParameter(syntax.parameters, 'hint.materialized')?.word.toLowerCase() === 'true';
  const named = { ...input, label: syntax.name };
  if (!materialized) return named;
  const { columns, serialized } = input.plan;
  const id = binder.freshId();
  return { ...named, plan: { kind: 'materialize', input: input.plan, id, columns, serialized, span: syntax.span } };
};
