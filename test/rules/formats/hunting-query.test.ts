import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRuleFile } from '../../../src/rules/index.js';
import { onlyProblems, onlyRule } from '../read.js';

test('a query with a name and no schedule is a hunting query', () => {
  const { rule, said } = onlyRule(`id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4
name: N
description: D
tactics:
query: |

  T
`);
  assert.deepEqual(said, []);
  assert.equal(rule.kind, 'hunting');
  assert.equal(rule.query, '\nT\n');
  assert.deepEqual(rule.queryAt, { line: 6, indent: 2, exact: true });
  assert.equal(rule.severity, null);
  assert.equal(rule.source.format, 'sentinel-hunting-query');
});

test('the placeholders of a time range become the last day, line for line, and the written query is kept', () => {
  const { rule, said } = onlyRule(`id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4
name: N
query: |
  let starttime = todatetime('{{StartTimeISO}}');
  let endtime = todatetime("{{EndTimeISO}}");
  T | where Host == '{{Host}}'
`);
  assert.equal(rule.query, "let starttime = ago(1d);\nlet endtime = now();\nT | where Host == '{{Host}}'\n");
  assert.equal(
    rule.declared.query,
    `let starttime = todatetime('{{StartTimeISO}}');\nlet endtime = todatetime("{{EndTimeISO}}");\nT | where Host == '{{Host}}'\n`,
  );
  assert.deepEqual(said, [
    '4:19 rule-placeholder-filled',
    '5:17 rule-placeholder-filled',
    '6:22 rule-placeholder-left',
  ]);
});

test('a placeholder that is no time stays', () => {
  const { rule, said } = onlyRule(`id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4
name: N
query: T | where Started > '{{StartTimeISO}}'
`);
  assert.equal(rule.query, "T | where Started > '{{StartTimeISO}}'");
  assert.equal(rule.declared.query, undefined);
  assert.deepEqual(said, ['3:8 rule-placeholder-left']);
});

test('ids that are missing or malformed are told; the rule stays reachable', () => {
  const none = onlyRule('name: N\nquery: T\n', 'Hunting Queries/A & B/C (2).yaml');
  assert.deepEqual([none.rule.id, none.rule.idDeclared], ['hunting-queries-a-b-c-2', null]);
  assert.deepEqual(none.said, ['1:1 rule-id-missing']);
  const long = onlyRule('id: f090f8f4a-b986-42d2-b536-e0795c723e25\nname: N\nquery: T\n');
  assert.equal(long.rule.id, 'f090f8f4a-b986-42d2-b536-e0795c723e25');
  assert.deepEqual(long.said, ['1:5 rule-id-malformed']);
});

test('every document of a file is read, with its own line', () => {
  const { rules, problems } = readRuleFile('two.yaml', '---\nname: A\nquery: T\n---\nname: B\nquery: U\n');
  assert.deepEqual(
    rules.map((rule) => [rule.id, rule.name, rule.source.line]),
    [
      ['two', 'A', 2],
      ['two-2', 'B', 5],
    ],
  );
  assert.equal(problems.length, 2);
});

test('a stub that says where its rule went is a problem that says so too', () => {
  const text = `id: 30b19d44-fe51-4626-9444-1fd1cd5e2ac4
name: N
description: |
  'This file was moved to a new location: https://example.com/a%20b.yaml'`;
  assert.deepEqual(onlyProblems('a.yaml', text), ['1:1 rule-moved']);
  const [problem] = readRuleFile('a.yaml', text).problems;
  assert.match(problem.message, /moved to https:\/\/example\.com\/a%20b\.yaml;/);
});

test('a rule without a query, or with an empty one, is a problem', () => {
  assert.deepEqual(onlyProblems('a.yaml', 'name: N\ndescription: D\n'), ['1:1 rule-no-query']);
  assert.deepEqual(onlyProblems('a.yaml', 'name: N\ndescription: D\nquery: " "\n'), ['1:1 rule-no-query']);
});
