import { isUnsettled } from '../plan/assumptions.js';
import { bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import type { Execution } from '../plan/execution.js';
import { FreeNames, impliedName } from '../plan/naming.js';
import type { Expansions, Plan } from '../plan/nodes.js';
import type { OperatorOf } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { type Column, columnOf, valueReader } from '../types/column.js';
import { convertValue } from '../types/convert.js';
import type { ScalarType } from '../types/scalar-type.js';
import { type Batch, type ColumnDeclaration, gatherBatch } from '../types/table.js';
import { type Json, type Value, WholeReal } from '../types/value.js';
import { rowCount, wordParameter } from './inputs.js';
import { asWindowed } from './windowed.js';

/*
 * What mv-expand and mv-apply have in common: dynamics laid out in rows.
 */

/** Types that no element is known to convert to. */
const unmeasured: ReadonlySet<ScalarType> = new Set(['timespan', 'decimal']);

/** Binds what is expanded: it takes the place of a column of its name, or goes to the end; the item's index comes last. */
export function bindExpansions(
  syntax: OperatorOf<'mv-expand' | 'mv-apply'>,
  input: Relation,
  scope: Scope,
  binder: Binder,
): Expansions & { readonly columns: readonly ColumnDeclaration[] } {
  const names = new FreeNames(input.plan.columns.map(({ name }) => name));
  const expanded = new Set<string>();
  const expansions = syntax.columns.map(({ value, type, span }) => {
    const expression = value.is === 'named' ? value.value : value;
    const bound = bindScalar(expression, input, scope, binder);
    if (bound.type !== 'dynamic' && !isUnsettled(bound)) raise(problems.wrongType('dynamic', bound.type, span));
    if (type !== null && unmeasured.has(type)) raise(problems.unsupported(`${syntax.is} to typeof(${type})`, span));
    const name =
      value.is === 'named' ? value.names[0].name : (impliedName(expression, binder.registry) ?? names.takeNumbered());
    if (expanded.has(name)) raise(problems.duplicateColumn(name, span));
    expanded.add(name);
    return { value: convertTo(bound, 'dynamic', binder), name, type: type ?? ('dynamic' as const) };
  });
  const limit = syntax.limit === null ? null : rowCount(syntax.limit, scope, binder);
  const kept = input.plan.columns.map((column) => {
    const expansion = expansions.find((each) => each.name === column.name);
    return expansion === undefined ? column : { name: column.name, type: expansion.type };
  });
  const added = expansions
    .filter((each) => !input.plan.columns.some(({ name }) => name === each.name))
    .map(({ name, type }) => ({ name, type }));
  const wanted = wordParameter(syntax.parameters, 'with_itemindex')?.word;
  const itemIndex =
    wanted === undefined ? null : new FreeNames([...kept, ...added].map(({ name }) => name)).take(wanted);
  const columns = [...kept, ...added, ...(itemIndex === null ? [] : [{ name: itemIndex, type: 'long' as const }])];
  return { expansions, itemIndex, limit, columns };
}

/** Expanded rows, and for each the row of the input it comes from. */
interface Expanded {
  readonly batch: Batch;
  readonly sources: Int32Array;
}

/** A row for each element; several columns go side by side, the longest counts. No element, no row. */
export function* expand(
  plan: Expansions & { readonly input: Plan },
  columns: readonly ColumnDeclaration[],
  bags: 'bag' | 'array',
  execution: Execution,
): Generator<Expanded> {
  const { expansions, input } = plan;
  const kernels = expansions.map(({ value }) => execution.compile(value, input.columns));
  const limit = plan.limit === null ? Number.POSITIVE_INFINITY : Number(execution.constant(plan.limit));
  const values = expansions.map(({ value }) => value);
  for (const batch of asWindowed(input, values, execution)) {
    const readers = kernels.map((kernel) => valueReader(kernel.evaluate(batch, null)));
    const rows: number[] = [];
    const indexes: bigint[] = [];
    const elements: Value[][] = expansions.map(() => []);
    for (let row = 0; row < batch.length; row++) {
      const lists = readers.map((read) => elementsOf(read(row) as Json, bags));
      const length = Math.min(limit, Math.max(...lists.map((list) => list.length)));
      for (let at = 0; at < length; at++) {
        rows.push(row);
        indexes.push(BigInt(at));
        for (const [i, list] of lists.entries())
          elements[i].push(elementAs(at < list.length ? list[at] : null, expansions[i].type));
      }
    }
    if (rows.length === 0) continue;
    execution.spend(rows.length);
    const sources = Int32Array.from(rows);
    const repeated = gatherBatch(batch, sources);
    const laidOut = columns.map(({ name }): Column => {
      const at = expansions.findIndex((each) => each.name === name);
      if (at >= 0) return columnOf(expansions[at].type, elements[at]);
      if (name === plan.itemIndex) return columnOf('long', indexes);
      return repeated.columns[input.columns.findIndex((column) => column.name === name)];
    });
    yield { batch: { length: rows.length, columns: laidOut }, sources };
  }
}

/** What a dynamic expands to: an array's elements, a bag's entries, or itself. */
function elementsOf(json: Json, bags: 'bag' | 'array'): readonly Json[] {
  if (json === null || typeof json !== 'object' || json instanceof WholeReal) return [json];
  if (Array.isArray(json)) return json;
  const entries = Object.entries(json);
  return bags === 'bag' ? entries.map(([key, value]) => Object.fromEntries([[key, value]])) : entries;
}

/** An element under `to typeof(...)`: only numbers become numbers, only strings times and guids, anything a string. */
function elementAs(json: Json, type: ScalarType): Value {
  if (type === 'dynamic' || type === 'string') return convertValue(json, 'dynamic', type);
  const isNumber = typeof json === 'number' || typeof json === 'bigint' || json instanceof WholeReal;
  const isWhole = isNumber && !(typeof json === 'number' && !Number.isInteger(json));
  const fits =
    type === 'bool'
      ? typeof json === 'boolean' || isWhole
      : type === 'datetime' || type === 'guid'
        ? typeof json === 'string'
        : isNumber;
  return fits ? convertValue(json, 'dynamic', type) : null;
}
