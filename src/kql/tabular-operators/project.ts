import { FreeNames } from '../plan/naming.js';
import type { Assignment } from '../plan/nodes.js';
import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { lazyBatch } from '../types/table.js';
import { type ColumnItem, columnItems, piped, projected } from './inputs.js';
import { asWindowed } from './windowed.js';

/** @see https://learn.microsoft.com/kusto/query/project-operator */
export const bindProject: OperatorBinding<'project'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'project', syntax.span);
  return projected(input, namedItems(columnItems(syntax.columns, input, scope, binder, 'keep')), syntax.span, []);
};

/** Gives each item its column name; a name that the query gives twice is a mistake, an implied one gets a number. */
export function namedItems(
  items: readonly ColumnItem[],
  numbered = (names: FreeNames): string => names.takeNumbered(),
): Assignment[] {
  const declared = new FreeNames();
  for (const item of items) {
    if (!item.declared || item.name === undefined) continue;
    if (declared.has(item.name)) raise(problems.duplicateColumn(item.name, item.span));
    declared.take(item.name);
  }
  return items.map((item) => {
    if (item.declared && item.name !== undefined) return { name: item.name, value: item.value };
    return { name: item.name === undefined ? numbered(declared) : declared.take(item.name), value: item.value };
  });
}

/** Computes every column of the result from the input's. */
export const runProject: PlanRunner<'project'> = function* (plan, execution) {
  const kernels = plan.assignments.map(({ value }) => execution.compile(value, plan.input.columns));
  const values = plan.assignments.map(({ value }) => value);
  for (const batch of asWindowed(plan.input, values, execution)) {
    yield lazyBatch(batch.length, kernels.length, (at) => kernels[at].evaluate(batch, null));
  }
};
