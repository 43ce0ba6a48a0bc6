import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import { FreeNames, impliedName } from '../plan/naming.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnOf, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import { gatherBatch } from '../types/table.js';
import { type Json, type Value, WholeReal } from '../types/value.js';
import { choiceParameter, piped, rowCount, wordParameter } from './inputs.js';

/** @see https://learn.microsoft.com/kusto/query/mv-expand-operator */
export const bindMvExpand: OperatorBinding<'mv-expand'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'mv-expand', syntax.span);
  const names = new FreeNames(input.plan.columns.map(({ name }) => name));
  const expansions = syntax.columns.map(({ value, type, span }) => {
    const expression = value.is === 'named' ? value.value : value;
    const bound = bindScalar(expression, input, scope, binder);
    if (bound.type !== 'dynamic' && !binder.assumptions.isUnsettled(bound))
      raise(problems.wrongType('dynamic', bound.type, span));
    const name =
      value.is === 'named' ? value.names[0].name : (impliedName(expression, binder.registry) ?? names.takeNumbered());
    return { value: convertTo(bound, 'dynamic', binder), name, type: type ?? ('dynamic' as const) };
  });
  const bags = choiceParameter(
    syntax.parameters,
    syntax.parameters.some((each) => each.name === 'kind') ? 'kind' : 'bagexpansion',
    ['bag', 'array'] as const,
    'bag',
  );
  const itemIndex = wordParameter(syntax.parameters, 'with_itemindex')?.word ?? null;
  const limit = syntax.limit === null ? null : rowCount(syntax.limit, scope, binder);
  const kept = input.plan.columns.map(({ name, type }) => ({
    name,
    type: expansions.find((each) => each.name === name)?.type ?? type,
  }));
  const added = expansions
    .filter((each) => !input.plan.columns.some(({ name }) => name === each.name))
    .map(({ name, type }) => ({ name, type }));
  const columns = [...kept, ...added, ...(itemIndex === null ? [] : [{ name: itemIndex, type: 'long' as const }])];
  return {
    plan: {
      kind: 'mv-expand',
      input: input.plan,
      expansions,
      bags,
      itemIndex,
      limit,
      columns,
      serialized: input.plan.serialized,
      span: syntax.span,
    },
    open: input.open,
  };
};

/** A row for each element; several columns go side by side, the longest counts. No element, no row. */
export const runMvExpand: PlanRunner<'mv-expand'> = function* (plan, execution) {
  const kernels = plan.expansions.map(({ value }) => execution.compile(value, plan.input.columns));
  const limit = plan.limit === null ? Number.POSITIVE_INFINITY : Number(execution.constant(plan.limit));
  for (const batch of execution.run(plan.input)) {
    const readers = kernels.map((kernel) => valueReader(kernel.evaluate(batch, null)));
    const rows: number[] = [];
    const indexes: bigint[] = [];
    const values: Value[][] = plan.expansions.map(() => []);
    for (let row = 0; row < batch.length; row++) {
      const lists = readers.map((read) => elementsOf(read(row) as Json, plan.bags));
      const length = Math.min(limit, Math.max(...lists.map((list) => list.length)));
      for (let at = 0; at < length; at++) {
        rows.push(row);
        indexes.push(BigInt(at));
        for (const [i, list] of lists.entries())
          values[i].push(at < list.length ? convertValue(list[at], 'dynamic', plan.expansions[i].type) : null);
      }
    }
    if (rows.length === 0) continue;
    execution.spend(rows.length);
    const repeated = gatherBatch(batch, Int32Array.from(rows));
    const columns = plan.columns.map(({ name }) => {
      const expansion = plan.expansions.findIndex((each) => each.name === name);
      if (expansion >= 0) return columnOf(plan.expansions[expansion].type, values[expansion]);
      if (name === plan.itemIndex) return columnOf('long', indexes);
      return repeated.columns[plan.input.columns.findIndex((column) => column.name === name)];
    });
    yield { length: rows.length, columns };
  }
};

/** What a dynamic expands to: an array's elements, a bag's entries, or itself. */
export function elementsOf(json: Json, bags: 'bag' | 'array'): readonly Json[] {
  if (json === null || typeof json !== 'object' || json instanceof WholeReal) return [json];
  if (Array.isArray(json)) return json;
  const entries = Object.entries(json);
  return bags === 'bag' ? entries.map(([key, value]) => Object.fromEntries([[key, value]])) : entries;
}
