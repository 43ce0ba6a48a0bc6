import type { OperatorBinding, PlanRunner } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import { columnItems, projected } from './inputs.js';
import { namedItems } from './project.js';

/** @see https://learn.microsoft.com/kusto/query/print-operator */
export const bindPrint: OperatorBinding<'print'> = (syntax, _input, scope, binder) => {
  const unit: Relation = { plan: { kind: 'unit', columns: [], serialized: true, span: syntax.span }, open: [] };
  const items = syntax.columns.flatMap((column, i) =>
    columnItems([column], unit, scope, binder).map((item) =>
      column.is === 'named' || (item.value.is === 'output' && item.name !== undefined)
        ? item
        : { ...item, name: `print_${i}`, declared: false },
    ),
  );
  return projected(unit, namedItems(items), syntax.span, []);
};

/** One row without columns. */
export const runUnit: PlanRunner<'unit'> = () => [{ length: 1, columns: [] }];
