import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import { bare, parser, scalar } from './reading.js';

const TICKS_OF_DAY = 864_000_000_000n;
/** Days from 0001-01-01 to 1970-01-01 in the proleptic Gregorian calendar. */
const DAYS_TO_1970 = 719_162n;
const ticksOf = (iso: string, ticks = 0n) =>
  String(BigInt(Date.parse(iso)) * 10_000n + DAYS_TO_1970 * TICKS_OF_DAY + ticks);

const cases: [string, ScalarType, null | boolean | number | string][] = [
  ['5', 'long', '5'],
  ['0x1F', 'long', '31'],
  ['long(-7)', 'long', '-7'],
  ['long( 5 )', 'long', '5'],
  ['long(null)', 'long', null],
  ['9223372036854775807', 'long', '9223372036854775807'],
  ['-9223372036854775808', 'long', '-9223372036854775808'],
  ['int(5)', 'int', 5],
  ['int(-0x10)', 'int', -16],
  ['int(null)', 'int', null],
  ['1.5', 'real', 1.5],
  ['1e3', 'real', 1000],
  ['real(5)', 'real', 5],
  ['double(2.5)', 'real', 2.5],
  ['real(nan)', 'real', 'NaN'],
  ['real(+inf)', 'real', 'Infinity'],
  ['real(-inf)', 'real', '-Infinity'],
  ['decimal(1.50)', 'decimal', '1.50'],
  ['decimal(1e5)', 'decimal', '1e5'],
  ['decimal(null)', 'decimal', null],
  ['true', 'bool', true],
  ['False', 'bool', false],
  ['bool(0)', 'bool', false],
  ['bool(null)', 'bool', null],
  ['datetime(2020-01-31)', 'datetime', ticksOf('2020-01-31')],
  ['datetime(2020-01-01 10:00:00.1234567)', 'datetime', ticksOf('2020-01-01T10:00:00Z', 1_234_567n)],
  ['datetime(2020-01-01T10:00:00Z)', 'datetime', ticksOf('2020-01-01T10:00:00Z')],
  ['datetime("2020-01-01")', 'datetime', ticksOf('2020-01-01')],
  ['datetime(01/31/2020)', 'datetime', ticksOf('2020-01-31')],
  ['datetime(0001-01-01)', 'datetime', '0'],
  ['date(2020)', 'datetime', ticksOf('2020-01-01')],
  ['datetime(20250614)', 'datetime', ticksOf('2025-06-14')],
  ['datetime(2025, 6, 14)', 'datetime', ticksOf('2025-06-14')],
  ['datetime(2025,6)', 'datetime', ticksOf('2025-06-01')],
  ['datetime(Dec 2, 2022)', 'datetime', ticksOf('2022-12-02')],
  ['datetime(1)', 'datetime', ticksOf('1970-01-01T00:00:01Z')],
  ['datetime(null)', 'datetime', null],
  ['2d', 'timespan', '1728000000000'],
  ['1.5h', 'timespan', '54000000000'],
  ['3m', 'timespan', '1800000000'],
  ['5min', 'timespan', '3000000000'],
  ['30sec', 'timespan', '300000000'],
  ['4s', 'timespan', '40000000'],
  ['5ms', 'timespan', '50000'],
  ['10microsecond', 'timespan', '100'],
  ['1tick', 'timespan', '1'],
  ['time(1.02:03:04)', 'timespan', '937840000000'],
  ['timespan("2d")', 'timespan', '1728000000000'],
  ['time(null)', 'timespan', null],
  ['guid(74BE27DE-1e4e-49d9-b579-fe0b331d3642)', 'guid', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ['guid(null)', 'guid', null],
  ['"it\'s"', 'string', "it's"],
  ['\'say "x"\'', 'string', 'say "x"'],
  [String.raw`"a\tb\n\\\"\u0041\x42\101"`, 'string', 'a\tb\n\\"ABA'],
  ['@"C:\\new ""x"""', 'string', 'C:\\new "x"'],
  ["@'it''s'", 'string', "it's"],
  ['```two\nlines "x"```', 'string', 'two\nlines "x"'],
  ['h"secret"', 'string', 'secret'],
  ["H@'sec\\ret'", 'string', 'sec\\ret'],
  [`"a" 'b' @"\\c"`, 'string', 'ab\\c'],
  ['dynamic(null)', 'dynamic', null],
  ['dynamic("x")', 'dynamic', '"x"'],
  ['dynamic(-5)', 'dynamic', '-5'],
  ['dynamic([-real(inf), -real(nan), -real(-2), -real(null)])', 'dynamic', '["-Infinity","NaN",2.0,null]'],
  ["dynamic(['single', null, true])", 'dynamic', '["single",null,true]'],
  ['dynamic([1, 1.0, real(5), 1e5, 0x10])', 'dynamic', '[1,1.0,5.0,1e5,16]'],
  ['dynamic([real(.5), real(-007.50), 5., real(1.e3), -0.0])', 'dynamic', '[0.5,-7.50,5.0,1e3,-0.0]'],
  ['dynamic({"a": {"b": []}})', 'dynamic', '{"a":{"b":[]}}'],
  ['dynamic([datetime(2022-01-01), 1h])', 'dynamic', '["2022-01-01T00:00:00.0000000Z",36000000000]'],
  ['dynamic(9223372036854775807)', 'dynamic', '9223372036854775807'],
  ['dynamic(@"a\\b")', 'dynamic', '"a\\\\b"'],
];

for (const [text, type, value] of cases) {
  test(`${text} is ${type} ${value}`, () => {
    assert.deepEqual(scalar(text), { is: 'literal', type, value, span: { start: 6, end: 6 + text.length } });
  });
}

test('datetime(now) is a call of now', () => {
  assert.deepEqual(bare(scalar('datetime(now)')), { is: 'call', name: 'now', arguments: [] });
});

const wrong: [string, ScalarType][] = [
  ['9223372036854775808', 'long'],
  ['int(3000000000)', 'int'],
  ['int(abc)', 'int'],
  ['datetime(2020-02-30)', 'datetime'],
  ['datetime(soon)', 'datetime'],
  ['datetime(2025, 6, 14, 1)', 'datetime'],
  ['datetime(2025, 13)', 'datetime'],
  ['guid(x)', 'guid'],
  ['time(often)', 'timespan'],
];

test('a number that is no year and no day is refused by name', () => {
  const { problems } = parser.parse('print datetime(12345)');
  assert.deepEqual(
    problems.map(({ code, kind }) => [code, kind]),
    [['TT-UNSUPPORTED', 'unsupported']],
  );
});

for (const [text, type] of wrong) {
  test(`${text} is no ${type}: a null and a problem at the literal`, () => {
    const { syntax, problems } = parser.parse(`print\n${text}`);
    assert.deepEqual(
      problems.map(({ kind, span, line, column }) => ({ kind, span, line, column })),
      [{ kind: 'query', span: { start: 6, end: 6 + text.length }, line: 2, column: 1 }],
    );
    const [statement] = syntax.statements;
    assert.ok(
      statement.is === 'expression' && statement.value.is === 'pipeline' && statement.value.operators[0].is === 'print',
    );
    assert.deepEqual(bare(statement.value.operators[0].columns[0]), { is: 'literal', type, value: null });
  });
}

test('a dynamic literal with mistakes is JSON all the same', () => {
  for (const text of ['dynamic({"a":', 'dynamic({:1})', 'dynamic(']) {
    const { syntax, problems } = parser.parse(`print ${text}`);
    assert.notEqual(problems.length, 0, text);
    const [statement] = syntax.statements;
    assert.ok(
      statement.is === 'expression' && statement.value.is === 'pipeline' && statement.value.operators[0].is === 'print',
    );
    const [literal] = statement.value.operators[0].columns;
    assert.ok(literal.is === 'literal');
    assert.doesNotThrow(() => literal.value === null || JSON.parse(String(literal.value)), String(literal.value));
  }
});
