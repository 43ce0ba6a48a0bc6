import assert from 'node:assert/strict';
import { test } from 'node:test';
import { affectedBy, meanings } from '../../../src/corpus/ingest/affected.js';
import type { RuleFunction, TableSchema } from '../../../src/rules/index.js';

const source = { path: 'x', line: 1, format: 'x' };
const bodyAt = { line: 1, indent: 0, exact: true };
const fn = (name: string, body: string, ...aliases: string[]): RuleFunction => ({
  name,
  aliases,
  body,
  bodyAt,
  source,
  description: '',
  parameters: [],
  version: null,
});
const table = (name: string, ...columns: string[]): TableSchema => ({
  name,
  columns: columns.map((column) => ({ name: column, type: 'string' })),
  source,
});
const affects = (
  [oldFunctions, oldTables]: [RuleFunction[], TableSchema[]],
  [functions, tables]: [RuleFunction[], TableSchema[]],
) => affectedBy(meanings(oldFunctions, oldTables), meanings(functions, tables), functions);

test('nothing is affected when nothing changed but a place', () => {
  const before = fn('F', 'T');
  const affected = affects([[before], []], [[{ ...before, source: { ...source, path: 'moved' } }], []]);
  assert.equal(affected('F | where union *'), false);
});

test('what names a changed function, or calls it through another, is affected', () => {
  const through = fn('G', 'F() | take 1', 'AliasOfG');
  const affected = affects([[fn('F', 'T'), through], []], [[fn('F', 'U'), through], []]);
  assert.equal(affected('F'), true);
  assert.equal(affected('G | take 1'), true);
  assert.equal(affected('T | join (AliasOfG) on x'), true);
  assert.equal(affected('T | where FF == 1'), false);
});

test('what comes or goes changes those that named it already', () => {
  assert.equal(affects([[], []], [[fn('New', 'T')], []])('New | take 1'), true);
  assert.equal(affects([[], [table('Old', 'a')]], [[], []])('Old | take 1'), true);
});

test('a column more affects those that read the table, also by pattern', () => {
  const affected = affects([[], [table('DeviceEvents', 'a')]], [[], [table('DeviceEvents', 'a', 'b')]]);
  assert.equal(affected('DeviceEvents | take 1'), true);
  assert.equal(affected('union Device* | take 1'), true);
  assert.equal(affected('union withsource = T * | take 1'), true);
  assert.equal(affected('search "x"'), true);
  assert.equal(affected('SigninLogs | take 1'), false);
});

test('a name that is no identifier is found as it is written', () => {
  const affected = affects([[], []], [[fn('my-function', 'T')], []]);
  assert.equal(affected("['my-function'] | take 1"), true);
  assert.equal(affected('my | take 1'), false);
});
