import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyProblems, onlyRule } from './read.js';

const HEAD = 'id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4\nname: N\n';

test('a colon inside a value without quotes', () => {
  const { rule, said } = onlyRule(`${HEAD}description: It's this: a door\r\nquery: T\r\nversion: 1\r\n`);
  assert.deepEqual([rule.description, rule.version], ["It's this: a door", '1']);
  assert.deepEqual(said, ['3:1 rule-yaml-repaired']);
});

test('braces without quotes, alone and with more behind them', () => {
  const { rule, said } = onlyRule(`${HEAD}alertDetailsOverride:
  alertDisplayNameFormat: {{Title}}
  alertDescriptionFormat: {{Title}} of {{Host}}
query: T
`);
  assert.equal(rule.alertDetails?.nameFormat, '{{Title}}');
  assert.equal(rule.alertDetails?.descriptionFormat, '{{Title}} of {{Host}}');
  assert.deepEqual(said, ['5:1 rule-yaml-repaired', '4:27 rule-braces-unquoted']);
});

test('tabs for indentation', () => {
  const { rule, said } = onlyRule(`${HEAD}tactics:\n\t- Impact\nquery: T\n`);
  assert.deepEqual([rule.tactics, said], [['Impact'], ['4:1 rule-yaml-repaired']]);
});

test('a line of a query that stands too far left', () => {
  const { rule, said } = onlyRule(`${HEAD}query: |\n  T\n| where x\n  | take 1\nversion: 1\n`);
  assert.deepEqual([rule.query, rule.version], ['T\n| where x\n| take 1\n', '1']);
  assert.deepEqual(said, ['5:1 rule-yaml-repaired']);
});

test('a file that stays broken is refused with one problem, and nothing is half read', () => {
  for (const broken of ['tactics: [Impact\nquery: T\n', 'query: "T\n', 'tags: }\nquery: T\n  - x: y\n']) {
    const codes = onlyProblems('a.yaml', HEAD + broken).map((text) => text.split(' ')[1]);
    assert.deepEqual(codes, ['rule-unreadable'], broken);
  }
});
