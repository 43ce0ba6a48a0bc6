import type { OperatorBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { columnsMatching, piped, projection } from './inputs.js';

/**
 * Columns come first in the order of the names and patterns that match them, each at the first that does; those of a pattern keep their
 * order unless one by name is given; the rest follows.
 * @see https://learn.microsoft.com/kusto/query/project-reorder-operator
 */
export const bindProjectReorder: OperatorBinding<'project-reorder'> = (syntax, given, _scope, binder) => {
  const input = piped(given, 'project-reorder', syntax.span);
  const first: string[] = [];
  for (const { value, direction, span } of syntax.columns) {
    const matched = columnsMatching(value, input, binder).filter((name) => !first.includes(name));
    if (direction?.startsWith('granny') && matched.some((name) => /(^|\D)0\d/.test(name)))
      raise(problems.unsupported(direction, span, 'names that hold a number with a leading zero'));
    const compare = direction?.startsWith('granny') ? compareWithNumbers : compareNames;
    const sign = direction?.endsWith('desc') ? -1 : 1;
    first.push(...(direction === undefined ? matched : matched.sort((a, b) => sign * compare(a, b))));
  }
  const rest = input.plan.columns.map((column) => column.name).filter((name) => !first.includes(name));
  return projection(
    input,
    [...first, ...rest].map((name) => ({ name, from: name })),
    syntax.span,
    input.open,
  );
};

/** Compares as Microsoft's library does, whatever the case. */
function compareNames(a: string, b: string): number {
  const [x, y] = [a.toUpperCase(), b.toUpperCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Compares the numbers inside of names as numbers. */
function compareWithNumbers(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.match(/\d+|\D/g) ?? []);
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const numbers = /\d/.test(x[i]) && /\d/.test(y[i]);
    const order = numbers ? x[i].length - y[i].length || compareNames(x[i], y[i]) : compareNames(x[i], y[i]);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}
