import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KustoDecimal } from '../../../src/kql/types/convert.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import { valueText } from '../../../src/kql/types/text.js';
import { type Value, WholeReal } from '../../../src/kql/types/value.js';

test('tostring() of every type', () => {
  const cases: [Value, ScalarType, string][] = [
    [true, 'bool', 'True'],
    [false, 'bool', 'False'],
    [-5, 'int', '-5'],
    [2n ** 63n - 1n, 'long', '9223372036854775807'],
    [1, 'real', '1.0'],
    [new KustoDecimal('1e25'), 'decimal', '10000000000000000000000000'],
    [new KustoDecimal('0.1'), 'decimal', '0.1'],
    ['a "b"', 'string', 'a "b"'],
    [637_278_255_097_654_321n, 'datetime', '2020-06-15T13:45:09.7654321Z'],
    [936_610_000_000n, 'timespan', '1.02:01:01'],
    ['70fc66f7-8279-44fc-9092-d364d70fce44', 'guid', '70fc66f7-8279-44fc-9092-d364d70fce44'],
    ['x', 'dynamic', 'x'],
    [true, 'dynamic', 'true'],
    [1, 'dynamic', '1'],
    [1.5, 'dynamic', '1.5'],
    [new WholeReal(1), 'dynamic', '1.0'],
    [['x', null], 'dynamic', '["x",null]'],
    [{ b: 1, a: [] }, 'dynamic', '{"b":1,"a":[]}'],
  ];
  for (const [value, type, expected] of cases) assert.equal(valueText(value, type), expected);
});

test('null of any type is the empty string', () => {
  for (const type of ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid', 'dynamic'] as const) {
    assert.equal(valueText(null, type), '');
  }
});
