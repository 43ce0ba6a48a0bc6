import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackRows } from '../../src/corpus/attack-rows.js';
import { classify } from '../../src/corpus/classification.js';
import { countFacet } from '../../src/corpus/facets.js';
import type { RuleSummary } from '../../src/corpus/index.js';

test('techniques stand under the tactics they serve, tactics in the order of the matrix', () => {
  // ATT&CK: T1078.004 serves Initial Access, Persistence, Privilege Escalation and Defense Evasion; T1486 serves Impact.
  assert.deepEqual(
    attackRows({ tactics: ['Impact', 'InitialAccess', 'Collection'], techniques: ['T1078.004', 'T1486', 'T9999'] }),
    [
      { tactic: 'InitialAccess', techniques: [{ id: 'T1078.004', name: 'Cloud Accounts' }] },
      { tactic: 'Collection', techniques: [] },
      { tactic: 'Impact', techniques: [{ id: 'T1486', name: 'Data Encrypted for Impact' }] },
      { tactic: null, techniques: [{ id: 'T9999', name: null }] },
    ],
  );
});

test('a rule detects, hunts, explores, passes on alerts, watches collection, or is to be filled in', () => {
  type Known = Parameters<typeof classify>[1];
  const none = { parameters: [], indicators: [], exclusions: [] };
  const is = (kind: 'scheduled' | 'nrt' | 'hunting' | 'exploration', ...tables: string[]) =>
    classify({ kind }, { ...none, tables }).is;
  assert.equal(is('scheduled', 'SigninLogs'), 'detection');
  assert.equal(is('nrt'), 'detection');
  assert.equal(is('hunting', 'SecurityAlert'), 'hunting');
  assert.equal(is('exploration'), 'exploration');
  assert.equal(is('scheduled', 'SecurityAlert'), 'alert-feed');
  assert.equal(is('scheduled', 'SecurityAlert', 'SigninLogs'), 'detection');
  assert.equal(is('scheduled', 'Usage'), 'health-monitoring');
  assert.equal(is('scheduled', 'Usage', 'SigninLogs'), 'detection');

  const reading = (table: string, known: object) =>
    classify({ kind: 'scheduled' }, { ...none, tables: [table], ...known } as Known);
  assert.equal(reading('Heartbeat', {}).is, 'detection');
  assert.equal(reading('Heartbeat', { indicators: [{ field: 'TimeGenerated', kind: 'lt' }] }).is, 'health-monitoring');
  const named = (value: string) => ({ parameters: [{ name: 'Hosts', text: '...', value: ['DC01', value] }] });
  assert.equal(reading('SecurityEvent', named('<Host Name>')).is, 'template');
  assert.match(reading('SecurityEvent', named('<Host Name>')).because, /<Host Name>/);
  assert.equal(reading('SecurityEvent', named('<b>Host</b>')).is, 'detection');
  const tested = (kind: string) => ({ exclusions: [{ field: 'Project', kind, value: '<project_X>' }] });
  assert.equal(reading('AzureDevOpsAuditing', tested('in')).is, 'template');
  assert.equal(reading('AzureDevOpsAuditing', tested('has')).is, 'detection');
});

test('a facet counts each rule once for each of its values, commonest first', () => {
  const rule = (tables: string[], severity: RuleSummary['severity']) =>
    ({ tables, severity }) as unknown as RuleSummary;
  const rules = [rule(['B', 'A', 'A'], 'High'), rule(['B'], null), rule(['C'], 'Low')];
  assert.deepEqual(countFacet('table', rules), [
    { value: 'B', count: 2 },
    { value: 'A', count: 1 },
    { value: 'C', count: 1 },
  ]);
  assert.deepEqual(countFacet('severity', rules), [
    { value: 'High', count: 1 },
    { value: 'Low', count: 1 },
  ]);
});
