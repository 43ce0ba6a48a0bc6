import type { Overload, Preparation, ScalarFunction } from '../../plan/definitions.js';
import { scalarFunction } from '../../plan/definitions.js';
import type { Bound } from '../../plan/nodes.js';
import * as problems from '../../problems.js';
import { raise } from '../../problems.js';
import { type Column, columnOf, concatColumns, gather, valueReader } from '../../types/column.js';
import { convertValue } from '../../types/convert.js';
import type { ScalarType } from '../../types/scalar-type.js';
import { inOrder } from './in-order.js';

/** Declares the function that gives a column's value of a row before (`prev`) or behind (`next`). */
export function neighbour(name: string, direction: -1 | 1): ScalarFunction {
  const form = (type: ScalarType | undefined) => (given: Preparation) => {
    requireColumn(given.expressions[0]);
    return ([column, offset, standard]: readonly Column[], length: number): Column => {
      if (length === 0) return column;
      const distance = offset === undefined ? 1n : (valueReader(offset)(0) as bigint | null);
      if (distance === null || distance < 1n) raise(problems.badArgument(name, 'an offset of at least 1'));
      const to = type ?? column.type;
      const fill = standard === undefined ? undefined : fillOf(name, valueReader(standard)(0), standard.type, to);
      return shifted(column, direction * Number(distance), fill, length);
    };
  };
  const withDefault = (column: ScalarType, standard: ScalarType) =>
    inOrder(name, [column, 'long', standard], column, form(column), { literal: [1, 2], exact: true });
  const overloads: Overload[] = [
    inOrder(name, ['any', 'long?'], (types) => types[0], form(undefined), { literal: [1], exact: true }),
    inOrder(name, ['same', 'long', 'same'], (types) => types[0], form(undefined), { literal: [1, 2], exact: true }),
    withDefault('int', 'long'),
    withDefault('int', 'real'),
    withDefault('long', 'real'),
    inOrder(name, ['any', 'long', 'any'], (types) => types[0], refused(name), { literal: [1, 2], exact: true }),
  ];
  return scalarFunction(name, {
    summary: `Gives a column's value some rows ${direction < 0 ? 'before' : 'after'}, or a default where there is none.`,
    gap: 'A default of another type is refused, unless it is a number that the column can hold.',
    mayMeetGap: (given) => given.length > 2,
    needs: 'serialized',
    overloads,
  });
}

/** Takes every other default by name: the engine does, and what it makes of it is not known. */
const refused =
  (name: string) =>
  ({ types: [to, , from] }: Preparation): never =>
    raise(problems.unsupported(name, undefined, `a ${from} as the default of a column of type ${to}`));

function requireColumn(expression: Bound): void {
  const inner = expression.is === 'convert' ? expression.value : expression;
  if (inner.is !== 'column') raise(problems.failed('KS109', 'Expected the name of a column.', expression.span));
}

/** The default, a constant, in the type of the column. */
function fillOf(name: string, value: ReturnType<typeof convertValue>, from: ScalarType, to: ScalarType) {
  const fill = convertValue(value, from, to);
  if (from !== to && value !== null && (fill === null || Number(fill) !== Number(value)))
    raise(problems.unsupported(name, undefined, `a ${from} as the default of a column of type ${to}`));
  return fill;
}

function shifted(column: Column, by: number, fill: ReturnType<typeof convertValue> | undefined, length: number) {
  const outside = fill === undefined ? -1 : length;
  const rows = Int32Array.from({ length }, (_, row) => (row + by >= 0 && row + by < length ? row + by : outside));
  if (fill === undefined) return gather(column, rows);
  return gather(concatColumns(column.type, [column, columnOf(column.type, [fill])], [length, 1]), rows);
}
