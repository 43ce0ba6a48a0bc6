import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Json, parseJson, recordsOfObjects } from '../../src/kql/index.js';
import { type LineReading, readLines } from '../../src/records/index.js';

const reading = (wanted: readonly string[], declared: readonly string[] = []): LineReading => ({
  tableFields: [],
  tableOf: () => 'T',
  wanted: new Set(wanted),
  declared: new Set(declared),
});

function tableOf(text: string, given = reading([])) {
  const { tables, problems } = readLines(Buffer.from(text), given);
  assert.deepEqual(problems, []);
  const table = tables.get('T');
  assert.ok(table);
  return table;
}

describe('JSON lines', () => {
  test('give wanted fields and others alike', () => {
    const text = '{"a":1,"b":"x"}\n{"b":"y","c":[1]}\n';
    for (const wanted of [['a', 'b', 'c'], ['a'], []]) {
      const table = tableOf(text, reading(wanted));
      assert.equal(table.length, 2);
      assert.deepEqual(table.names, ['a', 'b', 'c']);
      assert.deepEqual(table.values('a', null), [1, null]);
      assert.deepEqual(table.values('b', null), ['x', 'y']);
      assert.deepEqual(table.values('c', Int32Array.of(1, -1, 0)), [[1], null, null]);
      assert.deepEqual(table.values('none', null), [null, null]);
    }
  });

  test('keep every digit of a whole number, wanted or not', () => {
    const text = '{"id": 9007199254740993, "low":-9223372036854775808}';
    for (const wanted of [['id', 'low'], []]) {
      const table = tableOf(text, reading(wanted));
      assert.deepEqual(table.values('id', null), [9007199254740993n]);
      assert.deepEqual(table.values('low', null), [-9223372036854775808n]);
      assert.equal(table.typeOf('id'), 'long');
    }
  });

  test('tell a real from a whole number by how it is written', () => {
    assert.equal(tableOf('{"n":1}\n{"n":1.0}').typeOf('n'), 'real');
    assert.equal(tableOf('{"n":1}\n{"n":1e2}', reading(['n'])).typeOf('n'), 'real');
    assert.equal(tableOf('{"n":1}\n{"n":  200 }').typeOf('n'), 'long');
    assert.equal(tableOf('{"n":123456789012345678901}').typeOf('n'), 'real');
  });

  test('are not misled by a name that is written twice', () => {
    assert.deepEqual(tableOf('{"x":{"n":5},"n":5.0}', reading(['n'])).typeOf('n'), 'real');
    assert.deepEqual(tableOf('{"n":1,"n":2}', reading(['n'])).values('n', null), [2]);
  });

  test('may begin with a byte order mark, and end in CRLF or nothing', () => {
    assert.deepEqual(tableOf('\uFEFF{"a":1}\r\n\r\n{"a":2}', reading(['a'])).values('a', null), [1, 2]);
  });

  test('hold names that mean something to JavaScript', () => {
    const table = tableOf('{"__proto__":"p","constructor":1}\n{"a":1}', reading(['__proto__', 'toString']));
    assert.deepEqual(table.values('__proto__', null), ['p', null]);
    assert.deepEqual(table.values('constructor', null), [1, null]);
    assert.deepEqual(table.values('toString', null), [null, null]);
  });

  test('are sorted into tables, and left out where they have none', () => {
    const { tables } = readLines(Buffer.from('{"t":"A"}\n{"t":"B"}\n{}\n{"t":"A"}'), {
      ...reading([]),
      tableFields: ['t'],
      tableOf: (record) => (record as { t?: string }).t,
    });
    assert.deepEqual(
      [...tables].map(([name, { length }]) => [name, length]),
      [
        ['A', 2],
        ['B', 1],
      ],
    );
  });

  test('that are no JSON are told by their number, and the others are read', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const { tables, problems } = readLines(Buffer.from(`{"a":1}\n{oops\n\n{"a":${deep}}\n{"a":2}`), reading(['a']));
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ['bad-json-line', 2],
        ['bad-json-line', 4],
      ],
    );
    assert.deepEqual(tables.get('T')?.values('a', null), [1, 2]);
  });

  test('give the same as the same records read as objects', () => {
    const field = fc.constantFrom('a', 'b', 'c d', '__proto__');
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(field, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>), { minLength: 1 }),
        fc.subarray(['a', 'b', 'c d']),
        fc.subarray(['a', 'b']),
        (records, wanted, declared) => {
          const lines = records.map((record) => JSON.stringify(record));
          const table = tableOf(lines.join('\n'), reading(wanted, declared));
          const objects = recordsOfObjects(lines.map((line) => parseJson(line)));
          assert.deepEqual(table.names, objects.names);
          for (const name of objects.names) {
            assert.deepEqual(table.values(name, null), objects.values(name, null));
            assert.equal(table.count(name), objects.count(name));
            if (!declared.includes(name)) assert.equal(table.typeOf(name), objects.typeOf(name));
          }
        },
      ),
    );
  });

  test('of several tables give the same as the records of each read as objects', () => {
    const value = fc.constantFrom<Json>('x', 'y', '2026-01-31T10:00:00Z', 1, null, [2]);
    const record = fc.record({ t: fc.constantFrom('A', 'A', 'A', 'B'), a: value, b: value }, { requiredKeys: ['t'] });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 40 }), fc.subarray(['a', 't']), (records, wanted) => {
        const { tables } = readLines(Buffer.from(records.map((each) => JSON.stringify(each)).join('\n')), {
          ...reading(wanted),
          tableFields: ['t'],
          tableOf: (each) => (each as { t: string }).t,
        });
        for (const [name, table] of tables) {
          const objects = recordsOfObjects(records.filter(({ t }) => t === name));
          assert.deepEqual(table.names.toSorted(), objects.names.toSorted());
          for (const field of objects.names) {
            assert.equal(table.typeOf(field), objects.typeOf(field));
            assert.equal(table.count(field), objects.count(field));
            assert.deepEqual(table.values(field, null), objects.values(field, null));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('tell what is JSON as its reader does, wherever a byte is changed', () => {
    const sample =
      '{"time": "2026-01-31T10:00:00.5Z", "n": -12.5e3, "id":9007199254740993, "deep":{"a":[1,null,"]}"]}, "b":true,"t":"\\u00e9\\n é","z":0}';
    const names = ['time', 'n', 'id', 'deep', 'b', 't', 'z'];
    const second = parseJson(sample);
    for (let at = 0; at <= sample.length; at++)
      for (const cut of [0, 1, 2])
        for (const put of '"\\{}[],:-+.0189eE tfn\t\u0001\u00e9') {
          const line = sample.slice(0, at) + put + sample.slice(at + cut);
          const { tables, problems } = readLines(Buffer.from(`${line}\n${sample}`), reading(names));
          const json = parseJson(line);
          assert.equal(problems.length, json === undefined ? 1 : 0, line);
          const records = recordsOfObjects([...(json === undefined ? [] : [json]), second]);
          for (const name of names) {
            assert.deepEqual(tables.get('T')?.values(name, null), records.values(name, null), line);
            assert.equal(tables.get('T')?.typeOf(name), records.typeOf(name), line);
          }
        }
  });

  test('know a time as the reader of times does', () => {
    const part = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.constantFrom('0000', '0001', '2026', '9999'),
        fc.tuple(part(13), part(32), part(25), part(61), part(61)),
        fc.constantFrom('Z', '', '.Z', '.1Z', '.12345678Z', '.x', '+01:00', 'z'),
        (year, [month, day, hour, minute, second], rest) => {
          const time = `${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`;
          const line = JSON.stringify({ a: time });
          assert.equal(tableOf(`${line}\n${line}`).typeOf('a'), recordsOfObjects([{ a: time }]).typeOf('a'));
        },
      ),
    );
  });
});
