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

test('a rule detects, hunts, explores, or passes on the alerts of other products', () => {
  const is = (kind: 'scheduled' | 'nrt' | 'hunting' | 'exploration', ...tables: string[]) =>
    classify({ kind }, { tables }).is;
  assert.equal(is('scheduled', 'SigninLogs'), 'detection');
  assert.equal(is('nrt'), 'detection');
  assert.equal(is('hunting', 'SecurityAlert'), 'hunting');
  assert.equal(is('exploration'), 'exploration');
  assert.equal(is('scheduled', 'SecurityAlert'), 'alert-feed');
  assert.equal(is('scheduled', 'SecurityAlert', 'SigninLogs'), 'detection');
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
