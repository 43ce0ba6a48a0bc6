import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cell, cellOf } from '../../../src/kql/types/cell.js';
import { KustoDecimal } from '../../../src/kql/types/convert.js';
import { parseJson } from '../../../src/kql/types/json.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import type { Json, Value } from '../../../src/kql/types/value.js';

test('cells as the contract has them', () => {
  const cases: [Value, ScalarType, Cell][] = [
    [true, 'bool', true],
    [-7, 'int', -7],
    [9007199254740991n, 'long', 9007199254740991],
    [9007199254740992n, 'long', '9007199254740992'],
    [-9007199254740993n, 'long', '-9007199254740993'],
    [1.5, 'real', 1.5],
    [Number.NaN, 'real', 'NaN'],
    [Number.POSITIVE_INFINITY, 'real', 'Infinity'],
    [Number.NEGATIVE_INFINITY, 'real', '-Infinity'],
    [new KustoDecimal('1e25'), 'decimal', '10000000000000000000000000'],
    ['', 'string', ''],
    ['70fc66f7-8279-44fc-9092-d364d70fce44', 'guid', '70fc66f7-8279-44fc-9092-d364d70fce44'],
    [621_355_968_000_000_000n, 'datetime', '1970-01-01T00:00:00.0000000Z'],
    [-936_610_000_000n, 'timespan', '-1.02:01:01'],
  ];
  for (const [value, type, expected] of cases) assert.deepEqual(cellOf(value, type), expected);
});

test('null is null in every type', () => {
  for (const type of ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid', 'dynamic'] as const) {
    assert.equal(cellOf(null, type), null);
  }
});

test('a dynamic is nested JSON', () => {
  const json = parseJson('{"a":[1.0,2,9223372036854775807,null,"x",true],"__proto__":{"b":1.5}}') as Json;
  assert.equal(
    JSON.stringify(cellOf(json, 'dynamic')),
    '{"a":[1,2,"9223372036854775807",null,"x",true],"__proto__":{"b":1.5}}',
  );
  assert.equal(cellOf('text', 'dynamic'), 'text');
  const depth = 1000;
  const deep = '['.repeat(depth) + ']'.repeat(depth);
  assert.equal(JSON.stringify(cellOf(parseJson(deep) as Json, 'dynamic')), deep);
});
