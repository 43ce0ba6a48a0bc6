import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyRule } from '../read.js';

test('an exploration query is read from its capitalised fields', () => {
  const { rule, said } = onlyRule(`Id: 4c541df8-a680-4da5-96c9-74456927213f
DisplayName: Hosts of an account
Description: Which hosts
InputEntityType: Account
InputFields:
  - Name + UPNSuffix
OutputEntityTypes:
  - Host
QueryPeriodBefore: 1d
QueryPeriodAfter: 6h
DataSources:
  - SecurityEvent
Tactics:
  - Discovery
query: |
  SecurityEvent
`);
  assert.deepEqual(said, []);
  assert.deepEqual([rule.kind, rule.name, rule.description], ['exploration', 'Hosts of an account', 'Which hosts']);
  assert.deepEqual(rule.tactics, ['Discovery']);
  assert.deepEqual(rule.exploration, {
    inputEntity: 'Account',
    inputFields: ['Name + UPNSuffix'],
    outputEntities: ['Host'],
    dataSources: ['SecurityEvent'],
    before: { text: '1d', seconds: 86_400 },
    after: { text: '6h', seconds: 21_600 },
  });
});
