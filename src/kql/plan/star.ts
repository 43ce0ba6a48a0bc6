import type { Span } from '../../base/span.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { ColumnDeclaration } from '../types/table.js';
import { apply } from './bind-scalar.js';
import type { Binder } from './binder.js';
import { literalOf } from './literals.js';
import type { Bound } from './nodes.js';

/** The operators that compare the text of every column. */
const textual: ReadonlySet<string> = new Set(
  ['has', 'hasprefix', 'hassuffix', 'contains', 'startswith', 'endswith'].flatMap((name) => [
    name,
    `${name}_cs`,
    `!${name}`,
    `!${name}_cs`,
  ]),
);

/** `* has "x"`: whether any of the columns compares so, each as its text. */
export function anyColumn(
  operator: string,
  right: Bound,
  columns: readonly ColumnDeclaration[],
  span: Span,
  binder: Binder,
): Bound {
  const asText = textual.has(operator) || operator === 'matches regex';
  const compared = asText ? columns : columns.filter(({ type }) => type === right.type);
  const negated = operator.startsWith('!');
  if (negated && columns.filter(({ type }) => type === 'string' || type === 'dynamic').length > 1)
    return raise(problems.unsupported(`* ${operator}`, span, 'what it means over several columns is not documented'));
  const each = compared.map((column) => {
    const value: Bound = { is: 'column', ...column, span };
    return apply(operator, [asText ? textOf(value, binder) : value, right], span, binder);
  });
  if (each.length === 0) return literalOf(negated, 'bool', span);
  return each.reduce((all, one) => apply(negated ? 'and' : 'or', [all, one], span, binder));
}

/** The text of a value, as the string operators see it. */
export function textOf(value: Bound, binder: Binder): Bound {
  return value.type === 'string' ? value : apply('tostring', [value], value.span, binder);
}
