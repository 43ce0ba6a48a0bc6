import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSavedTests, recognizes } from '../../src/rules/index.js';

/** The one test of a text, its inline records parsed. */
function onlyTest(text: string) {
  const { tests, problems } = readSavedTests('a.test.yaml', text);
  assert.deepEqual(problems, []);
  assert.equal(tests.length, 1);
  return tests[0];
}

/** The inline records of a text's one test, as JSON text. */
function jsonOf(records: string): string {
  const { records: read } = onlyTest(`- name: t\n  expect: { count: 1 }\n  records:\n${records}`);
  assert.ok(read.is === 'inline');
  return read.json;
}

/** What is wrong with a text as `line:column code`, and the names of the tests that can be run all the same. */
function said(text: string): { problems: string[]; names: string[] } {
  const { tests, problems } = readSavedTests('a.test.yaml', text);
  return {
    problems: problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
    names: tests.map(({ name }) => name),
  };
}

describe('saved tests in YAML', () => {
  it('say their name, records, table, time and what they expect', () => {
    const test = onlyTest(`
tests:
  - name: both
    table: Events_CL
    now: 2026-11-23T06:30:00Z
    records:
      - Process: kestrel.exe
    expect:
      alert: true
      count: 2
      rows:
        - Process: kestrel.exe
          Parent: null
`);
    assert.deepEqual(test, {
      name: 'both',
      table: 'Events_CL',
      now: '2026-11-23T06:30:00Z',
      records: { is: 'inline', json: '{"records":[{"Process":"kestrel.exe"}]}' },
      expect: { alert: true, count: 2, rows: [{ Process: 'kestrel.exe', Parent: null }] },
    });
  });

  it('name a file of records instead', () => {
    const test = onlyTest('- { name: t, file: logs/a.csv, expect: { alert: false } }');
    assert.deepEqual(test, {
      name: 't',
      records: { is: 'file', path: 'logs/a.csv' },
      expect: { alert: false },
    });
  });

  it('have records of several tables', () => {
    assert.equal(jsonOf('    A: [{ x: 1 }]\n    B: []'), '{"tables":{"A":[{"x":1}],"B":[]}}');
  });

  it('have values as JSON has them: quotes make texts, and numbers keep every digit', () => {
    const json = jsonOf(`
    - { a: true, b: "true", c: 9007199254740993, d: 1.0, e: '12', f: ~, g: , h: [1, {i: x}], j: yes }
    - time: 2026-11-23T06:30:00Z
      text: >-
        12
`);
    assert.equal(
      json,
      '{"records":[{"a":true,"b":"true","c":9007199254740993,"d":1.0,"e":"12","f":null,"g":null,"h":[1,{"i":"x"}],"j":"yes"},' +
        '{"time":"2026-11-23T06:30:00Z","text":"12"}]}',
    );
  });

  it('expect a whole number that no double holds as the digits of its cell', () => {
    const { expect } = onlyTest(
      '- { name: t, records: [], expect: { rows: [{ a: 9007199254740993, b: 9007199254740991 }] } }',
    );
    assert.deepEqual(expect.rows, [{ a: '9007199254740993', b: 9007199254740991 }]);
  });

  it('take in the fields of another record, which their own replace', () => {
    const json = jsonOf(`
    - &one { a: 1, b: 1 }
    - &two { b: 2, <<: *one, c: 2 }
    - { <<: [*two, { a: 9, d: 9 }], c: 3 }
`);
    assert.deepEqual(JSON.parse(json).records, [
      { a: 1, b: 1 },
      { a: 1, b: 2, c: 2 },
      { a: 1, b: 2, c: 3, d: 9 },
    ]);
  });

  it('are told what is wrong and where, each without harm to the others', () => {
    assert.deepEqual(
      said(`- name: good
  records: []
  expect: { count: 0 }
- name: unknown key
  record: []
  expect: { alerts: true }
- records: []
  expect: {}
- name: both
  records: []
  file: a.ndjson
  expect: { count: 0 }
- just a text
- name: shapes
  records: { A: 5, B: [6] }
  table: T
  expect: { alert: perhaps, count: -1, rows: [] }
- name: time
  now: tomorrow
  records: [{ a: 1, a: 2 }]
  expect: { count: 0 }
- name: good
  records: []
  expect: { count: 1 }
`),
      {
        problems: [
          '5:3 test-key-unknown',
          '4:3 test-field-missing',
          '6:13 test-key-unknown',
          '6:11 test-field-missing',
          '7:3 test-field-missing',
          '8:11 test-field-missing',
          '11:9 test-field-twice',
          '13:3 rule-shape',
          '16:10 test-field-twice',
          '15:17 rule-shape',
          '15:24 rule-shape',
          '17:20 rule-choice',
          '17:36 test-value',
          '17:46 rule-shape',
          '20:21 rule-duplicate-key',
          '19:8 test-value',
          '22:3 test-name-twice',
        ],
        names: ['good', 'good'],
      },
    );
  });

  it('refuse numbers that JSON cannot write, and tags', () => {
    const { problems, names } = said(`- name: t
  records: [{ a: 0123 }, { a: 0x1F }, { a: .inf }, { a: !!str 1 }, { a: "0123" }]
  expect: { count: 0 }
`);
    assert.deepEqual(problems, ['2:57 test-tag', '2:18 test-number', '2:31 test-number', '2:44 test-number']);
    assert.deepEqual(names, []);
  });

  it('are nothing in a file without tests', () => {
    for (const text of ['', '[]', 'tests:', 'tests: []', 'name', '# none\n'])
      assert.deepEqual(
        said(text).problems.map((each) => each.replace(/^\S+ /, '')),
        ['test-nothing-here'],
        text,
      );
    assert.deepEqual(said('name: t\nrecords: []').problems, ['1:1 test-key-unknown', '2:1 test-key-unknown']);
    assert.deepEqual(said('- name: [').problems, ['1:10 rule-unreadable']);
  });

  it('cost no more than their size: values that hold themselves, or repeat without end, are refused', () => {
    const loop = said(`- name: loop
  records: [&a { b: [*a, *a] }]
  expect: { count: 0 }
- name: merge
  records: [&m { <<: *m }]
  expect: { count: 0 }
- name: good
  records: []
  expect: { count: 0 }
`);
    assert.deepEqual(loop.names, ['good']);
    assert.ok(loop.problems.every((each) => each.endsWith(' test-too-much')));
    const levels = Array.from({ length: 9 }, (_, i) => `{ n: &l${i + 1} [${`*l${i}, `.repeat(10)}] }`);
    const { problems, names } = said(`- name: many
  records: [{ n: &l0 [1, 2, 3] }, ${levels.join(', ')}]
  expect: { count: 0 }
`);
    assert.deepEqual(names, []);
    assert.deepEqual(
      problems.map((each) => each.replace(/^\S+ /, '')),
      ['test-too-much'],
    );
  });

  it('lie in files that are neither rules nor problems', () => {
    assert.deepEqual(['a.test.yaml', 'b/a.test.YML', 'test.yaml', 'a.tests.yaml'].map(recognizes), [
      false,
      false,
      true,
      true,
    ]);
  });
});
