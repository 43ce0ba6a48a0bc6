import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertValue, KustoDecimal, parseLong, parseReal } from '../../../src/kql/types/convert.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import { maxDatetime } from '../../../src/kql/types/ticks.js';
import { type Value, WholeReal } from '../../../src/kql/types/value.js';

const minLong = -(2n ** 63n);
const maxLong = 2n ** 63n - 1n;

function converts(from: ScalarType, to: ScalarType, cases: readonly (readonly [Value, Value])[]): void {
  for (const [value, expected] of cases) {
    assert.deepEqual(convertValue(value, from, to), expected, `${String(value)}: ${from} to ${to}`);
  }
}

test('text to whole numbers: white space, signs, leading zeros and 0x, and nothing else', () => {
  const both = [
    ['5', 5n],
    [' 5 ', 5n],
    ['\t456\t', 456n],
    ['00789', 789n],
    ['+0', 0n],
    ['-0', 0n],
    ['-5', -5n],
    ['0x1F', 31n],
    ['0xFFFFFFFFFFFFFFFF', -1n],
    ...[
      '',
      '  ',
      '5.7',
      '5.',
      '1e3',
      '-0x10',
      '0b11',
      '0o17',
      '0xG',
      '1f',
      '1_000',
      '1,000',
      'Infinity',
      'NaN',
      'abc',
      '5abc',
    ].map((text) => [text, null] as const),
  ] as const;
  converts('string', 'long', both);
  converts(
    'string',
    'int',
    both.map(([text, long]) => [text, long === null ? null : Number(long)]),
  );
});

test('text out of range is null', () => {
  assert.equal(parseLong('9223372036854775807'), maxLong);
  assert.equal(parseLong('9223372036854775808'), null);
  assert.equal(parseLong('-9223372036854775808'), minLong);
  assert.equal(parseLong('-9223372036854775809'), null);
  converts('string', 'int', [
    ['2147483647', 2147483647],
    ['2147483648', null],
    ['-2147483648', -2147483648],
    ['-2147483649', null],
  ]);
});

test('text to reals', () => {
  for (const [text, expected] of [
    ['1.5e3', 1500],
    ['1.5E3', 1500],
    ['1.5e+3', 1500],
    ['1.5e-3', 0.0015],
    ['.5', 0.5],
    ['5.', 5],
    ['+.5', 0.5],
    ['  3.14  ', 3.14],
    ['-0', -0],
    ['1e19', 1e19],
    ['1e400', Number.POSITIVE_INFINITY],
    ['-1e400', Number.NEGATIVE_INFINITY],
    ['1e-400', 0],
    ['4.9e-324', 5e-324],
    ['92233720368547758070', 10 * 2 ** 63],
    ['nan', Number.NaN],
    ['NaN', Number.NaN],
    ['Inf', Number.POSITIVE_INFINITY],
    ['inf', Number.POSITIVE_INFINITY],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['INF', null],
    ['', null],
    ['.', null],
    ['e5', null],
    ['1,000', null],
    ['1_000', null],
    ['0x10', null],
    ['0b11', null],
    ['1d', null],
    ['$100', null],
    ['1 000', null],
  ] as const) {
    assert.ok(Object.is(parseReal(text), expected), text);
  }
});

test('reals are cut off towards zero and stop at the ends of the range', () => {
  converts('real', 'int', [
    [2.5, 2],
    [-3.5, -3],
    [-0.5, 0],
    [1.9999999999, 1],
    [1e10, 2147483647],
    [-1e10, -2147483648],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ]);
  converts('real', 'long', [
    [9.99, 9n],
    [-9.99, -9n],
    [1e19, maxLong],
    [-1e19, minLong],
    [2 ** 63, maxLong],
    [Number.NaN, null],
    [Number.NEGATIVE_INFINITY, null],
  ]);
  converts('decimal', 'long', [
    [new KustoDecimal('-9.99'), -9n],
    [new KustoDecimal('1e19'), null],
  ]);
});

test('longs wrap when they become ints', () => {
  converts('long', 'int', [
    [2147483648n, -2147483648],
    [4294967296n, 0],
    [-1n, -1],
  ]);
  converts('timespan', 'int', [[36_000_000_000n, 1640261632]]);
  converts('dynamic', 'int', [[2147483648, -2147483648]]);
});

test('times are their ticks', () => {
  converts('datetime', 'long', [[maxDatetime, maxDatetime]]);
  converts('datetime', 'real', [[621_355_968_000_000_000n, 621355968000000000]]);
  converts('timespan', 'long', [[864_000_000_000n, 864_000_000_000n]]);
  converts('long', 'datetime', [
    [0n, 0n],
    [1n, 1n],
    [-1n, null],
    [maxDatetime, maxDatetime],
    [maxDatetime + 1n, null],
  ]);
  converts('real', 'datetime', [
    [1.5, 1n],
    [Number.NaN, null],
  ]);
  converts('int', 'timespan', [[-7, -7n]]);
  converts('long', 'timespan', [[864_000_000_000n, 864_000_000_000n]]);
  converts('datetime', 'timespan', [[1n, null]]);
  converts('bool', 'datetime', [[true, null]]);
});

test('bools', () => {
  converts('string', 'bool', [
    ['true', true],
    ['FALSE', false],
    ['1', true],
    ['0', false],
    ['-1', true],
    ['yes', null],
    [' true', null],
    ['true ', null],
    ['', null],
    ['1.0', null],
    ['0.0', null],
  ]);
  converts('long', 'bool', [
    [0n, false],
    [1n, true],
    [-256n, true],
  ]);
  converts('real', 'bool', [
    [0, false],
    [0.5, true],
  ]);
  converts('datetime', 'bool', [[1n, null]]);
  for (const [to, one, zero] of [
    ['int', 1, 0],
    ['long', 1n, 0n],
    ['real', 1, 0],
    ['string', 'True', 'False'],
  ] as const) {
    converts('bool', to, [
      [true, one],
      [false, zero],
    ]);
  }
  assert.equal(String(convertValue(true, 'bool', 'decimal')), '1');
});

test('decimals keep what a double would lose', () => {
  assert.equal(String(convertValue('3.14159265358979323846', 'string', 'decimal')), '3.14159265358979323846');
  assert.equal(String(convertValue(maxLong, 'long', 'decimal')), '9223372036854775807');
  assert.equal(String(convertValue(0.1, 'real', 'decimal')), '0.1');
  converts('string', 'decimal', [
    ['x', null],
    ['', null],
    ['NaN', null],
    ['1e99999', null],
  ]);
  converts('real', 'decimal', [
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ]);
  assert.ok(new KustoDecimal(1).dividedBy(3).equals('0.3333333333333333333333333333333333'));
});

test('guids in their spellings', () => {
  const guid = '01234567-89ab-cdef-0123-456789abcdef';
  converts('string', 'guid', [
    ['0123456789abcdef0123456789abcdef', guid],
    ['0123456789ab-cdef-0123-456789abcdef', guid],
    [`{${guid.toUpperCase()}}`, guid],
    [`(${guid})`, guid],
    [`{${guid}`, null],
    [`{${guid})`, null],
    ['a string that is not a guid', null],
    ['', null],
    [`${guid}0`, null],
  ]);
  for (const to of ['int', 'long', 'real', 'decimal', 'bool', 'datetime', 'timespan'] as const)
    converts('guid', to, [[guid, null]]);
  converts('guid', 'string', [[guid, guid]]);
  converts('guid', 'dynamic', [[guid, guid]]);
});

test('a dynamic converts by the value it holds', () => {
  converts('dynamic', 'int', [
    [1, 1],
    [1.9, 1],
    [new WholeReal(2), 2],
    [true, 1],
    ['42', 42],
    ['123', 123],
    ['1.5', null],
    ['true', null],
    ['[1,2]', null],
    [[1], null],
    [{}, null],
  ]);
  converts('dynamic', 'real', [
    [1, 1],
    [1.5, 1.5],
    ['1.5', 1.5],
    [true, 1],
    [maxLong, 2 ** 63],
    [[1], null],
  ]);
  converts('dynamic', 'long', [
    [maxLong, maxLong],
    [9007199254740991, 9007199254740991n],
    ['0x10', 16n],
  ]);
  converts('dynamic', 'bool', [
    ['true', true],
    ['123', true],
    ['1.5', null],
    [0, false],
    [false, false],
  ]);
  converts('dynamic', 'string', [
    ['x', 'x'],
    [true, 'true'],
    [new WholeReal(1), '1.0'],
    [null, ''],
    [['a', 1], '["a",1]'],
  ]);
  converts('dynamic', 'datetime', [
    ['1970-01-01', 621_355_968_000_000_000n],
    [1, 1n],
    [[], null],
  ]);
  converts('dynamic', 'timespan', [
    ['01:00:00', 36_000_000_000n],
    [5, 5n],
  ]);
});

test('values become dynamics; text that is no JSON is itself', () => {
  converts('string', 'dynamic', [
    ['', null],
    ['not json', 'not json'],
    ['"quoted"', 'quoted'],
    ['123', 123],
    ['{"a":1.0}', { a: new WholeReal(1) }],
    ['null', null],
    ['{"a":"\t"}', '{"a":"\t"}'],
  ]);
  converts('real', 'dynamic', [
    [1, new WholeReal(1)],
    [1.5, 1.5],
  ]);
  converts('long', 'dynamic', [
    [5n, 5],
    [maxLong, maxLong],
  ]);
  converts('bool', 'dynamic', [[true, true]]);
  converts('datetime', 'dynamic', [[621_355_968_000_000_000n, '1970-01-01T00:00:00.0000000Z']]);
  converts('timespan', 'dynamic', [[36_000_000_000n, '01:00:00']]);
  converts('decimal', 'dynamic', [[new KustoDecimal('1.5'), '1.5']]);
});

test('null stays null, and is empty as text', () => {
  const types = ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid', 'dynamic'] as const;
  for (const from of types) {
    for (const to of types) converts(from, to, [[null, null]]);
    converts(from, 'string', [[null, '']]);
  }
});
