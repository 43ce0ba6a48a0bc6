import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { piped } from './inputs.js';

/**
 * Stops a query whose table has not the columns that it says; the rows stay as they are. Microsoft's parser knows it, its documentation does not.
 * @see https://learn.microsoft.com/kusto/query/tabular-operators
 */
export const bindAssertSchema: OperatorBinding<'assert-schema'> = (syntax, given) => {
  const input = piped(given, 'assert-schema', syntax.span);
  const { columns = [], star, span } = syntax.schema;
  const found = input.plan.columns;
  for (const { name, type, span: at } of columns) {
    const column = found.find((each) => each.name === name);
    if (column === undefined) return raise(problems.unknownName(name, at));
    if (column.type !== type) raise(problems.wrongType(type, column.type, at));
  }
  const same = found.length === columns.length && columns.every(({ name }, i) => found[i].name === name);
  if (star || !same)
    raise(problems.unsupported('assert-schema of columns in another order, or of some', span, 'it is not documented'));
  return input;
};
