import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyProblems, onlyRule } from '../read.js';

const SCHEDULED = `id: 0B9AE89D-8CAD-461C-808F-0494F70AD5C4
name: Doors left open
description: |
  'Somebody left a door open.
  Doors should be closed.'
severity: High
status: Available
requiredDataConnectors:
  - connectorId: Doors
    dataTypes:
      - Doors_CL
      - Windows_CL
queryFrequency: 6h
queryPeriod: 14d
triggerOperator: gt
triggerThreshold: 3
tactics:
  - InitialAccess
relevantTechniques:
  - T1078.004
query: |
  Doors_CL
    | where Open_b
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: Name
        columnName: Who_s
sentinelEntitiesMappings:
  - columnName: Entities
customDetails:
  Door: Door_s
alertDetailsOverride:
  alertDisplayNameFormat: Door {{Door_s}} is open
  alertTacticsColumnName: Tactic_s
  alertDynamicProperties:
    - alertProperty: AlertLink
      value: Link_s
eventGroupingSettings:
  aggregationKind: AlertPerResult
suppressionEnabled: true
suppressionDuration: PT5H
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: false
    lookbackDuration: 1d
    matchingMethod: Selected
    groupByEntities:
      - Account
    groupByAlertDetails: []
tags:
  - Winter
  - Schema: Doors
    SchemaVersion: 0.1
version: 1.0
kind: Scheduled
`;

test('a scheduled rule is read whole, and nothing is said about it', () => {
  const { rule, said } = onlyRule(SCHEDULED);
  assert.deepEqual(said, []);
  assert.deepEqual(rule, {
    id: '0b9ae89d-8cad-461c-808f-0494f70ad5c4',
    idDeclared: '0B9AE89D-8CAD-461C-808F-0494F70AD5C4',
    name: 'Doors left open',
    language: 'kusto',
    kind: 'scheduled',
    severity: 'High',
    status: 'Available',
    description: 'Somebody left a door open.\nDoors should be closed.',
    tactics: ['InitialAccess'],
    techniques: ['T1078.004'],
    declared: { severity: 'High', tactics: ['InitialAccess'], techniques: ['T1078.004'] },
    connectors: [{ connectorId: 'Doors', dataTypes: ['Doors_CL', 'Windows_CL'] }],
    query: 'Doors_CL\n  | where Open_b\n',
    queryAt: { line: 22, indent: 2, exact: true },
    queryPeriod: { text: '14d', seconds: 1_209_600 },
    queryFrequency: { text: '6h', seconds: 21_600 },
    trigger: { operator: 'gt', threshold: 3 },
    eventGrouping: 'AlertPerResult',
    entityMappings: [{ entityType: 'Account', fields: [{ identifier: 'Name', column: 'Who_s' }] }],
    entityColumns: ['Entities'],
    customDetails: [{ name: 'Door', column: 'Door_s' }],
    alertDetails: {
      nameFormat: 'Door {{Door_s}} is open',
      descriptionFormat: undefined,
      severityColumn: undefined,
      tacticsColumn: 'Tactic_s',
      properties: [{ property: 'AlertLink', column: 'Link_s' }],
    },
    suppression: { enabled: true, duration: { text: 'PT5H', seconds: 18_000 } },
    incident: {
      create: true,
      grouping: {
        enabled: true,
        reopenClosed: false,
        lookback: { text: '1d', seconds: 86_400 },
        matching: 'Selected',
        byEntities: ['Account'],
        byAlertDetails: [],
        byCustomDetails: [],
      },
    },
    exploration: null,
    tags: ['Winter', 'Schema: Doors', 'SchemaVersion: 0.1'],
    version: '1.0',
    source: { path: 'folder/Some Rule.yaml', line: 1, format: 'sentinel-analytic-rule' },
  });
});

test('a byte order mark and Windows line ends change nothing but are no part of the query', () => {
  const { rule, said } = onlyRule(`\uFEFF${SCHEDULED.replaceAll('\n', '\r\n')}`);
  assert.deepEqual(said, []);
  assert.deepEqual(rule, onlyRule(SCHEDULED).rule);
});

const NRT = `id: 0b9ae89d-8cad-461c-808f-0494f70ad5c4
name: N
description: D
query: T | take 1
`;

test('a near-real-time rule needs no schedule', () => {
  const { rule, said } = onlyRule(`${NRT}kind: NRT\n`);
  assert.deepEqual(said, []);
  assert.equal(rule.kind, 'nrt');
  assert.equal(rule.queryFrequency, null);
  assert.equal(rule.trigger, null);
  assert.deepEqual(rule.queryAt, { line: 4, indent: 0, exact: false });
});

test('a scheduled rule without a schedule is a rule, and every missing part is told', () => {
  const { rule, said } = onlyRule(`${NRT}kind: Scheduled\nqueryPeriod: 1h\n`);
  assert.deepEqual(said, ['1:1 rule-field-missing', '1:1 rule-field-missing', '1:1 rule-field-missing']);
  assert.deepEqual([rule.kind, rule.queryFrequency, rule.trigger], ['scheduled', null, null]);
});

test('a schedule without a kind makes a scheduled rule', () => {
  const { rule, said } = onlyRule(
    `${NRT}queryFrequency: 1h\nqueryPeriod: 1h\ntriggerOperator: GreaterThan\ntriggerThreshold: 0\n`,
  );
  assert.deepEqual(said, ['1:1 rule-kind-missing']);
  assert.equal(rule.kind, 'scheduled');
  assert.deepEqual(rule.trigger, { operator: 'gt', threshold: 0 });
});

test('a kind that has no query of its own is a problem', () => {
  assert.deepEqual(onlyProblems('a.yaml', `${NRT}kind: Fusion\n`), ['5:7 rule-kind-unknown']);
});

test('what is misspelt is read as meant, kept as declared, and told with its place', () => {
  const { rule, said } = onlyRule(`${NRT}kind: NRT
severity: Hight
tactics: [Initial access, CommanAndControl, Poetry]
relevantTechniques:
  - null
  - t1078
  - T1059.001 - PowerShell
  - T9999
  - T0886
  - Phishing
eventGroupingSettings:
  aggregationKind: Sometimes
triggerOperator: about
triggerThreshold: few
queryPeriod: a while
`);
  assert.equal(rule.severity, 'High');
  assert.deepEqual(rule.tactics, ['InitialAccess', 'CommandAndControl']);
  assert.deepEqual(rule.techniques, ['T1078', 'T1059.001', 'T9999', 'T0886']);
  assert.deepEqual(rule.declared, {
    severity: 'Hight',
    tactics: ['Initial access', 'CommanAndControl', 'Poetry'],
    techniques: ['t1078', 'T1059.001 - PowerShell', 'T9999', 'T0886', 'Phishing'],
  });
  assert.deepEqual([rule.eventGrouping, rule.trigger, rule.queryPeriod], [null, null, null]);
  assert.deepEqual(said.toSorted(), [
    '10:5 rule-spelling',
    '11:5 rule-spelling',
    '12:5 rule-technique-unknown',
    '14:5 rule-technique-malformed',
    '16:20 rule-choice',
    '17:18 rule-trigger',
    '18:19 rule-trigger',
    '19:14 rule-duration',
    '6:11 rule-spelling',
    '7:11 rule-spelling',
    '7:27 rule-spelling',
    '7:45 rule-tactic-unknown',
    '9:5 rule-empty-item',
  ]);
});

test('a severity that is none is told, and the rule has none', () => {
  const { rule, said } = onlyRule(`${NRT}kind: NRT\nseverity: Test\n`);
  assert.deepEqual([rule.severity, rule.declared.severity, said], [null, 'Test', ['6:11 rule-severity-unknown']]);
});

test('a field of the wrong shape is told, and the rest of the rule is read', () => {
  const { rule, said } = onlyRule(`${NRT}kind: NRT
tactics: Impact, Discovery
version: [1, 0]
requiredDataConnectors: none
customDetails: Door
entityMappings:
  - entityType: [Account]
    fieldMappings: []
`);
  assert.deepEqual(rule.tactics, ['Impact', 'Discovery']);
  assert.deepEqual([rule.version, rule.connectors, rule.customDetails], [null, [], []]);
  assert.deepEqual(said.toSorted(), [
    '11:17 rule-shape',
    '6:10 rule-shape',
    '6:10 rule-spelling',
    '7:10 rule-shape',
    '8:25 rule-shape',
    '8:25 rule-shape',
    '9:16 rule-shape',
  ]);
});
