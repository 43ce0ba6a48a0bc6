import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cellsEqual, compare, datetimeTicks, timespanTicks } from '../../scripts/compare.js';

const exact = { docs: false, approximate: false, anyOrder: false };
const printed = { ...exact, docs: true };

function equal(text: string | null, ours: unknown, type: string, rules = exact) {
  assert.ok(cellsEqual(text, ours, type, rules), `${text} is ${JSON.stringify(ours)} as ${type}`);
}

function different(text: string | null, ours: unknown, type: string, rules = exact) {
  assert.ok(!cellsEqual(text, ours, type, rules), `${text} is not ${JSON.stringify(ours)} as ${type}`);
}

describe('cells', () => {
  test('integers are exact, also beyond what a double holds', () => {
    equal('9223372036854775807', '9223372036854775807', 'long');
    different('9223372036854775807', '9223372036854775806', 'long');
    equal('-5', -5, 'int');
    different('5', 5.5, 'long');
  });

  test('reals agree to nine digits, and only approximate results to five percent', () => {
    equal('9.223372036854776E+18', 2 ** 63, 'real');
    equal('1E-07', 1e-7, 'real');
    different('1', 1.00001, 'real');
    equal('100', 104, 'real', { ...exact, approximate: true });
    different('100', 106, 'real', { ...exact, approximate: true });
    equal('NaN', 'NaN', 'real');
    different('NaN', 0, 'real');
    equal('-Infinity', '-Infinity', 'real');
    different('Infinity', '-Infinity', 'real');
    equal('6.6', '6.6', 'decimal');
  });

  test('the documentation is right to its last printed digit', () => {
    equal('0.33', 1 / 3, 'real', printed);
    different('0.34', 1 / 3, 'real', printed);
    equal('10', 9.7, 'real', printed);
    different('10', 9.4, 'real', printed);
    equal('1.2e3', 1249, 'real', printed);
    different('1.2e3', 1251, 'real', printed);
    different('0.33', 1 / 3, 'real');
  });

  test('truth values print in four ways', () => {
    for (const text of ['True', 'true', '1']) {
      equal(text, true, 'bool');
      different(text, false, 'bool');
    }
    equal('False', false, 'bool');
    equal('0', false, 'bool');
    different('yes', true, 'bool');
    different('0', 0, 'bool');
  });

  test('times agree tick by tick, however many digits are printed', () => {
    equal('2017-08-01T00:00:00Z', '2017-08-01T00:00:00.0000000Z', 'datetime');
    equal('2017-08-01 00:00:00.0000000', '2017-08-01T00:00:00.0000000Z', 'datetime');
    different('2017-08-01T00:00:00.0000001Z', '2017-08-01T00:00:00.0000000Z', 'datetime');
    different('not a time', 'not a time', 'datetime');
    equal('1.02:03:04.5000000', '1.02:03:04.5', 'timespan');
    equal('14:00:00:00', '14.00:00:00', 'timespan');
    different('-02:00:00', '02:00:00', 'timespan');
  });

  test('ticks reach from year 1 to 9999', () => {
    // .NET: DateTime.UnixEpoch.Ticks is 621355968000000000, DateTime.MaxValue.Ticks 3155378975999999999.
    assert.equal(datetimeTicks('0001-01-01T00:00:00Z'), -621355968000000000n);
    assert.equal(datetimeTicks('9999-12-31T23:59:59.9999999Z'), 3155378975999999999n - 621355968000000000n);
    assert.equal(timespanTicks('-1.00:00:00.0000001'), -864000000001n);
  });

  test('strings are exact, trimmed only where a page printed them', () => {
    different('a ', 'a', 'string');
    equal(' a ', 'a', 'string', printed);
    equal('', '', 'string');
    different('', ' ', 'string');
    equal('24FEFBCA-cf27-4d62-a623-249c2ad30c73', '24fefbca-cf27-4d62-a623-249c2ad30c73', 'guid');
  });

  test('null is null, and a blank on a page is null or empty', () => {
    equal(null, null, 'long');
    different(null, 0, 'long');
    different('0', null, 'long');
    equal('', null, 'long', printed);
    equal('', '', 'string', printed);
    different('null', null, 'string');
  });

  test('dynamics compare by structure', () => {
    equal('{\n  "a": 1,\n  "b": [true, null]\n}', { b: [true, null], a: 1 }, 'dynamic');
    different('{"a": 1}', { a: 1, b: 2 }, 'dynamic');
    different('{"a": null}', { b: null }, 'dynamic');
    different('[1, 2]', [2, 1], 'dynamic');
    different('["1"]', [1], 'dynamic');
    different('{"0": 1}', [1], 'dynamic');
    equal('"alice"', 'alice', 'dynamic');
    different('alice', 'alice', 'dynamic');
    equal('alice', 'alice', 'dynamic', printed);
    equal('["2022-01-01T00:00:00Z"]', ['2022-01-01T00:00:00.0000000Z'], 'dynamic');
  });

  test('a list of open order is compared as a bag', () => {
    const open = { ...exact, anyOrder: true };
    equal('[1, 2, 2]', [2, 1, 2], 'dynamic', open);
    different('[1, 2, 2]', [1, 1, 2], 'dynamic', open);
    different('[1, 2]', [1, 2, 2], 'dynamic', open);
  });
});

describe('answers', () => {
  const columns = [
    { name: 'k', type: 'long' },
    { name: 's', type: 'string' },
  ];
  const two = {
    suite: 'emulator',
    columns,
    rows: [
      ['1', 'a'],
      ['1', 'b'],
    ],
    ordered: false,
    rowCount: 2,
  };
  const got = (lines: string[], own = columns) => {
    const rows = lines.map((line) => [Number(line[0]), line.slice(2)].slice(0, own.length));
    return { columns: own, rows, problems: [] };
  };
  const failed = (kind: string) => ({ problems: [{ code: 'X1', kind, message: 'no' }] });
  const verdict = (expected: Parameters<typeof compare>[0], answer: Parameters<typeof compare>[1]) =>
    compare(expected, answer).verdict;

  test('rows count in order only where they are ordered', () => {
    const swapped = got(['1 b', '1 a']);
    assert.equal(verdict(two, swapped), 'equal');
    assert.equal(verdict({ ...two, ordered: true }, swapped), 'wrong');
    assert.equal(verdict({ ...two, ordered: true, sortKeys: ['k asc'] }, swapped), 'equal');
    assert.equal(verdict({ ...two, ordered: true, sortKeys: ['s asc nulls last'] }, swapped), 'wrong');
    assert.equal(verdict({ ...two, ordered: true, sortKeys: ['hidden asc'] }, swapped), 'wrong');
  });

  test('a row may not stand in for two', () => {
    assert.equal(verdict(two, got(['1 a', '1 a'])), 'wrong');
    assert.equal(verdict(two, got(['1 a', '1 b', '1 b'])), 'wrong');
  });

  test('of a shortened recording the listed rows and the count must hold', () => {
    const shortened = { ...two, rowCount: 3, rowsTruncated: true };
    assert.equal(verdict(shortened, got(['1 b', '7 z', '1 a'])), 'equal');
    assert.equal(verdict(shortened, got(['1 b', '1 a'])), 'wrong');
    assert.equal(verdict(shortened, got(['1 b', '7 z', '1 c'])), 'wrong');
  });

  test('names and kinds of type are exact, save on a page', () => {
    const renamed = got(['1 a', '1 b'], [{ name: 'key', type: 'long' }, columns[1]]);
    assert.equal(verdict(two, renamed), 'wrong');
    assert.equal(verdict({ ...two, columnNamesUnstable: true }, renamed), 'equal');
    assert.equal(verdict({ ...two, suite: 'docs' }, renamed), 'equal');
    const retyped = (type: string) => got(['1 a', '1 b'], [{ name: 'k', type }, columns[1]]);
    assert.equal(verdict(two, retyped('int')), 'equal');
    assert.equal(verdict(two, retyped('real')), 'wrong');
    assert.equal(verdict(two, got(['1', '1'], [columns[0]])), 'wrong');
  });

  test('what cannot be done is refused, what fails otherwise is wrong', () => {
    assert.equal(verdict(two, failed('unsupported')), 'refused');
    assert.equal(verdict(two, failed('limit')), 'refused');
    assert.equal(verdict(two, failed('query')), 'wrong');
    assert.equal(verdict(two, { problems: [] }), 'wrong');
  });

  test('a query that must fail may not give rows', () => {
    const error = { suite: 'emulator', columns: null, rows: null, error: true };
    assert.equal(verdict(error, failed('syntax')), 'equal');
    assert.equal(verdict(error, failed('unsupported')), 'refused');
    assert.equal(verdict(error, got([])), 'wrong');
  });

  test('a recorded count is enough', () => {
    assert.equal(verdict({ suite: 'sigma-kql', expectExactly: 0 }, got([])), 'equal');
    assert.equal(verdict({ suite: 'sigma-kql', expectExactly: 0 }, got(['1 a'])), 'wrong');
    assert.equal(verdict({ suite: 'sigma-kql', expectAtLeast: 2 }, got(['1 a', '1 b'])), 'equal');
    assert.equal(verdict({ suite: 'sigma-kql', expectAtLeast: 2 }, got(['1 a'])), 'wrong');
  });

  test('cells that were printed in part are left out', () => {
    const cut = { ...two, cellsTruncated: [[0, 1]] };
    assert.equal(verdict(cut, got(['1 anything', '1 b'])), 'equal');
    assert.equal(verdict(cut, got(['1 anything', '1 c'])), 'wrong');
  });
});
