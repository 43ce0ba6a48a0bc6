import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { columnNamed, formatOfText, isoTime, parseRecords, readApiTable } from '../../src/records/index.js';

describe('the format of a text', () => {
  for (const [text, format] of [
    ['[{"a":1}]', 'json'],
    ['\uFEFF  [1]', 'json'],
    ['{"records":[]}', 'json'],
    ['{"tables":{"T":[]}}\n', 'json'],
    ['{\n  "a": 1\n}', 'json'],
    ['{"a":1}', 'ndjson'],
    ['{"a":1}\n{"a":2}', 'ndjson'],
    ['{"records":[]}\n{"records":[]}', 'ndjson'],
    ['', 'ndjson'],
    ['a,b\n1,2', 'csv'],
    ['"a",b', 'csv'],
  ] as const)
    test(`${JSON.stringify(text)} is ${format}`, () => assert.equal(formatOfText(Buffer.from(text)), format));
});

describe('an export', () => {
  test('writes times in its own way', () => {
    assert.equal(isoTime('4/19/2021, 12:13:19.483 PM'), '2021-04-19T12:13:19.483Z');
    assert.equal(isoTime('12/1/2021, 12:05:09.000 AM'), '2021-12-01T00:05:09.000Z');
    assert.equal(isoTime('1/2/2021, 1:05:09 PM'), '2021-01-02T13:05:09Z');
    assert.equal(isoTime('19.4.2021'), '19.4.2021');
  });

  test('names zones behind its columns', () => {
    assert.deepEqual(columnNamed('TimeGenerated [UTC]'), { name: 'TimeGenerated', zone: 'UTC' });
    assert.deepEqual(columnNamed('Plain'), { name: 'Plain' });
  });

  test('says columns that come twice and cells that are too many', () => {
    const { records, notes } = parseRecords('a,a\n1,2\n3,4,5\n', 'csv');
    assert.deepEqual(records, [{ a: '2' }, { a: '4' }]);
    assert.deepEqual(
      notes.map(({ code }) => code),
      ['column-twice', 'many-cells'],
    );
  });

  test('of the API has typed columns', () => {
    const table = readApiTable({
      name: 'T',
      columns: [
        { name: 'a', type: 'long' },
        { ColumnName: 'b', ColumnType: 'System.String' },
      ],
      rows: [[1, 'x']],
    });
    assert.deepEqual(
      [...(table?.types ?? [])],
      [
        ['a', 'long'],
        ['b', 'string'],
      ],
    );
    assert.deepEqual(table?.records, [{ a: 1, b: 'x' }]);
    assert.equal(readApiTable({ rows: [] }), undefined);
  });
});
