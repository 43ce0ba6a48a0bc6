import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Overload, Preparation } from '../../../../src/kql/plan/definitions.js';
import { stringFunctions } from '../../../../src/kql/scalar-functions/string/index.js';
import { stringOperators } from '../../../../src/kql/scalar-operators/string/index.js';
import { type Column, columnOf, valueReader } from '../../../../src/kql/types/column.js';
import type { ScalarType } from '../../../../src/kql/types/scalar-type.js';
import type { Value } from '../../../../src/kql/types/value.js';

const texts = ['', 'a', 'A', 'foo bar', 'FOO', 'foo_bar', 'a.exe', 'é foo', 'barfoo'];
const dictionary: Column = { type: 'string', codes: Int32Array.from([8, 1, 1, 0, 3, 4, 5, 7, 2]), values: texts };

function given(types: readonly ScalarType[], constants: readonly (Value | undefined)[]): Preparation {
  return { types, constants, expressions: [], context: { now: 0n, random: () => 0 } };
}

/** The answers of both forms for the rows asked for. */
function bothForms(
  overload: Overload,
  column: Column,
  right: readonly Value[],
  rows: Int32Array | null,
): [Value[], Value[]] {
  const rightType: ScalarType = typeof right[0] === 'string' ? 'string' : column.type;
  const preparation = given([column.type, ...right.map(() => rightType)], [undefined, ...right]);
  const plain = overload.prepare?.(preparation);
  const columnar = overload.columnar?.(preparation);
  assert.ok(plain && columnar);
  const length = column.type === 'string' ? (column.codes?.length ?? column.values.length) : column.values.length;
  const answers = columnar([column], rows, length);
  const read = valueReader(column);
  const asked = rows === null ? Array.from({ length }, (_, row) => row) : [...rows];
  return [asked.map((row) => valueReader(answers)(row)), asked.map((row) => plain(read(row), ...right))];
}

const some = Int32Array.from([0, 2, 3, 7]);

for (const operator of stringOperators) {
  test(`${operator.name} says the same of columns as of values`, () => {
    for (const right of [[''], ['foo'], ['A'], ['.exe']]) {
      for (const column of [dictionary, columnOf('string', texts)]) {
        for (const rows of [null, some]) {
          const [columns, values] = bothForms(operator.overloads[0], column, right, rows);
          assert.deepEqual(columns, values);
        }
      }
    }
  });
}

test('in says the same of numbers and times as columns and as values', () => {
  for (const name of ['in', '!in']) {
    const operator = stringOperators.find((each) => each.name === name);
    assert.ok(operator);
    const columns: [Column, Value[]][] = [
      [columnOf('long', [1n, null, 5n, 7n, 1n, 2n, 3n, 5n]), [1n, 5n]],
      [columnOf('long', [1n, null, 9007199254740993n, 7n, 1n, 2n, 3n, 5n]), [9007199254740993n, 7n]],
      [columnOf('int', [1, null, 5, 7, 1, 2, 3, 5]), [5, 7]],
      [columnOf('real', [1.5, null, Number.NaN, 7, -0, 2, 3, 5]), [1.5, Number.NaN, 0]],
      [columnOf('datetime', [1n, null, 2n, 3n, 1n, 2n, 3n, 5n]), [2n]],
    ];
    for (const [column, right] of columns) {
      for (const rows of [null, some]) {
        const [answers, values] = bothForms(operator.overloads[0], column, right, rows);
        assert.deepEqual(answers, values);
      }
    }
  }
});

test('isempty and isnotempty say the same of columns as of values', () => {
  for (const name of ['isempty', 'isnotempty']) {
    const known = stringFunctions.find((each) => each.name === name);
    assert.ok(known);
    const [answers, values] = bothForms(known.overloads[0], dictionary, [], null);
    assert.deepEqual(answers, values);
  }
});
