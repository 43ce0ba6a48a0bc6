import { isUnsettled } from '../../plan/assumptions.js';
import { apply, bindScalar } from '../../plan/bind-scalar.js';
import type { Binder } from '../../plan/binder.js';
import { type LazyArgument, lazy, overload, prepared, type Rows, scalarFunction } from '../../plan/definitions.js';
import { literalOf } from '../../plan/literals.js';
import type { Bound } from '../../plan/nodes.js';
import { failed, raise, unsupported } from '../../problems.js';
import { type BoolColumn, type Column, columnBuilder, rowsWith, valueReader } from '../../types/column.js';
import type { ScalarType } from '../../types/scalar-type.js';

const truth = (column: BoolColumn, row: number): boolean | null =>
  column.nulls !== undefined && column.nulls[row] === 1 ? null : column.values[row] === 1;

const listOf = (rows: Rows, length: number): Int32Array => rows ?? Int32Array.from({ length }, (_, row) => row);

/** `and` and `or`: the right side is evaluated only for rows that the left does not decide. */
function connective(name: string, summary: string, deciding: boolean) {
  return scalarFunction(name, {
    summary,
    overloads: [
      lazy(['bool', 'bool'], 'bool', () => ([left, right], rows, length) => {
        const first = left(rows) as BoolColumn;
        const open = undecided(first, deciding, rows, length);
        if (open.length === 0) return first;
        const second = right(open.length === length ? null : open) as BoolColumn;
        const values = first.values.slice();
        const nulls = first.nulls?.slice() ?? (second.nulls === undefined ? undefined : new Uint8Array(length));
        for (const row of open) {
          const secondNull = second.nulls?.[row] === 1;
          if (nulls === undefined) values[row] = second.values[row];
          else if (!secondNull && (second.values[row] === 1) === deciding) {
            values[row] = second.values[row];
            nulls[row] = 0;
          } else if (secondNull) nulls[row] = 1;
        }
        return { type: 'bool', values, nulls };
      }),
    ],
  });
}

/** The rows whose value is not the one that decides. */
function undecided({ values, nulls }: BoolColumn, deciding: boolean, rows: Rows, length: number): Int32Array {
  const decides = deciding ? 1 : 0;
  if (rows === null && nulls === undefined) return rowsWith(1 - decides, values, length);
  const count = rows === null ? length : rows.length;
  const open = new Int32Array(count);
  let found = 0;
  for (let k = 0; k < count; k++) {
    const row = rows === null ? k : rows[k];
    if (values[row] !== decides || (nulls !== undefined && nulls[row] === 1)) open[found++] = row;
  }
  return open.subarray(0, found);
}

const and = connective('and', 'True when both sides are.', false);
const or = connective('or', 'True when either side is.', true);
const not = scalarFunction('not', {
  summary: 'Reverses a bool; a whole number is one unless it is 0.',
  overloads: [overload(['bool'], 'bool', (value) => !value), overload(['long'], 'bool', (value) => value === 0n)],
});

/** Takes, for each row, the value of the first branch whose condition is true. */
function choose(
  conditions: readonly LazyArgument[],
  branches: readonly LazyArgument[],
  type: ScalarType,
  rows: Rows,
  length: number,
): Column {
  const builder = columnBuilder(type, length);
  let left = listOf(rows, length);
  branches.forEach((branch, i) => {
    if (left.length === 0) return;
    const condition = i < conditions.length ? (conditions[i](left) as BoolColumn) : undefined;
    const taken = condition === undefined ? left : left.filter((row) => truth(condition, row) === true);
    if (taken.length > 0) {
      const read = valueReader(branch(taken));
      for (const row of taken) builder.set(row, read(row));
    }
    left = condition === undefined ? new Int32Array(0) : left.filter((row) => truth(condition, row) !== true);
  });
  return builder.build();
}

const iff = scalarFunction('iff', {
  summary: 'One of two values, by a condition.',
  aliases: ['iif'],
  overloads: [
    lazy(
      ['bool', 'same', 'same'],
      (types) => types[1],
      (given) =>
        ([condition, yes, no], rows, length) =>
          choose([condition], [yes, no], given.types[1], rows, length),
    ),
  ],
});

/** `case` has as many pairs as are written: one overload for each count. */
const case_ = scalarFunction('case', {
  summary: 'The value behind the first condition that is true, else the last value.',
  overloads: Array.from({ length: 250 }, (_, pairs) => {
    const parameters = [...Array.from({ length: pairs + 1 }, () => ['bool', 'same'] as const).flat(), 'same' as const];
    return lazy(
      parameters,
      (types) => types[1],
      (given) => (args, rows, length) => {
        const conditions = args.slice(0, -1).filter((_, i) => i % 2 === 0);
        const branches = args.filter((_, i) => i % 2 === 1 || i === args.length - 1);
        return choose(conditions, branches, given.types[1], rows, length);
      },
    );
  }),
});

const coalesce = scalarFunction('coalesce', {
  summary: 'The first value that is not null (or, of strings, not empty).',
  overloads: [
    overload(
      ['same', 'same', '...same'],
      (types) => types[0],
      (...values) => values.find((value) => value !== null && value !== '') ?? values[values.length - 1],
      { nulls: 'given' },
    ),
  ],
  bind: (call, rows, scope, binder) => {
    const given = call.arguments.map((each) => bindScalar(each.value, rows, scope, binder));
    const [first] = given;
    // Behind another type, as in ASIM's parsers, a dynamic is converted to that.
    const isDynamic = first?.type === 'dynamic' && !isUnsettled(first);
    const values = isDynamic ? given.map((each) => asElement(each, binder)) : given;
    return apply('coalesce', values, call.span, binder);
  },
});

/** A value beside dynamics: as an array would hold it. */
function asElement(value: Bound, binder: Binder): Bound {
  if (value.type === 'dynamic') return value;
  const { span } = value;
  return apply('[]', [apply('pack_array', [value], span, binder), literalOf(0, 'long', span)], span, binder);
}

const isNull = scalarFunction('isnull', {
  summary: 'Whether a value is null; a string never is.',
  overloads: [overload(['any'], 'bool', (value) => value === null, { nulls: 'given' })],
});
const isNotNull = scalarFunction('isnotnull', {
  summary: 'Whether a value is not null.',
  aliases: ['notnull'],
  overloads: [overload(['any'], 'bool', (value) => value !== null, { nulls: 'given' })],
});

/** @see https://learn.microsoft.com/kusto/query/assert-function */
const assert = scalarFunction('assert', {
  summary: 'Makes the query fail with a message where a constant condition is false.',
  gap: 'A condition that is null',
  overloads: [
    prepared(
      ['bool', 'string'],
      'bool',
      ({ constants: [known], expressions: [{ span }, message] }) => {
        const check = (condition: boolean | null, text: string) => {
          if (condition === null) return raise(unsupported('assert', span, 'what it makes of null is not documented'));
          return condition || raise(failed('TT-ASSERT', `assert() has failed with message: '${text}'`, span));
        };
        if (known !== undefined && message.is === 'literal') check(known as boolean | null, String(message.value));
        return check;
      },
      { nulls: 'given', literal: [0, 1] },
    ),
  ],
});

/** Logical operators and the functions that choose. @see https://learn.microsoft.com/kusto/query/logical-operators */
export const logicalFunctions = [and, or, not, iff, case_, coalesce, isNull, isNotNull, assert];
