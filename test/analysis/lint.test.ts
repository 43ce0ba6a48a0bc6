import assert from 'node:assert/strict';
import test from 'node:test';
import type { Rule } from '../../src/rules/index.js';
import { analysed, schemaOf } from './queries.js';

const day = { text: '1d', seconds: 86_400 };
const hour = { text: '1h', seconds: 3600 };
const columns = [
  { name: 'Account', type: 'string' },
  { name: 'Count', type: 'long' },
];

function codes(query: string, more: Partial<Rule> = {}): string[] {
  return analysed(query, { schemas: [{ ...schemaOf('T'), columns }] }, more).lint.map(({ code }) => code);
}

const found: Readonly<Record<string, readonly string[]>> = {
  "T | where Account == 'x' and Count == 1": [],
  'T | where account == 1': ['unknown-column'],
  'T | where Unheard == 1': [],
  'T | where Account == 5': ['number-on-string'],
  'T | where Account == 5 and Account > 3': [],
  "T | where Count == '5'": ['string-on-number'],
  "T | where tolower(Account) == 'Admin'": ['never-true'],
  "T | where tolower(Account) =~ 'Admin'": [],
  "T | where Account == 'a' and Account == 'b'": ['never-true'],
  "T | where Account == 'a' or Account == 'b'": [],
  "T | where Account =~ 'a' and Account == 'A'": [],
  "T | where Account != 'a' or Account != 'b'": ['never-false'],
  "T | where Account contains 'admin'": ['contains-for-term'],
  "T | where Account contains 'adm' or Account contains '-admin'": [],
  "T | join (U | summarize by k) on k | where Account == 'x'": ['late-filter'],
  "T | where Account == 'x' | join (U | summarize by k) on k": [],
  'T | join kind=inner U on k': ['join-of-whole-table'],
  'T | summarize makeset(Account)': ['deprecated-function'],
  'T | summarize make_set(Account)': [],
};

for (const [query, expected] of Object.entries(found)) test(query, () => assert.deepEqual(codes(query), expected));

test('a look-back beyond the period and a period shorter than the frequency', () => {
  const query = 'let back = 14d; T | where TimeGenerated > ago(back)';
  assert.deepEqual(codes(query, { queryPeriod: day, queryFrequency: day }), ['look-back-too-long']);
  assert.deepEqual(codes(query, { queryPeriod: day, queryFrequency: day, kind: 'hunting' }), []);
  assert.deepEqual(codes('T | take 1', { queryPeriod: hour, queryFrequency: day }), ['period-shorter-than-frequency']);
});

test('a column that the rule uses and the result has not', () => {
  const mapping = { entityType: 'Account', fields: [{ identifier: 'Name', column: 'accountEntity' }] };
  const more = { entityMappings: [mapping] };
  const [finding] = analysed('T | project AccountEntity = Account', {}, more).lint;
  assert.equal(finding.code, 'mapped-column-missing');
  assert.equal(finding.fix, 'Name it AccountEntity, as the query does.');
  assert.deepEqual(codes('T | take 1', more), []);
});

test('techniques of other tactics and retired ones', () => {
  const more = { tactics: ['Impact'], techniques: ['T1078', 'T1100', 'T1489'] };
  const { lint } = analysed('T | take 1', {}, more);
  assert.deepEqual(
    lint.map(({ code }) => code),
    ['tactic-technique-mismatch', 'technique-retired'],
  );
  assert.equal(lint[1].fix, 'Name T1505.003 Web Shell instead.');
});
