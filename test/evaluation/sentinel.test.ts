import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProblemError } from '../../src/base/problem.js';
import { codesOf, ruleOf, run } from './rule.js';

const hours = (...times: number[]) => times.map((hour, i) => ({ TimeGenerated: at(hour), N: i }));
const at = (hour: number) => `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ N: i, Name: `n${i}` }));

describe('the window', () => {
  test('ends at now, both ends included, and cuts what is outside', () => {
    const answer = run(ruleOf('Events_CL'), { records: hours(1, 2, 3, 4), now: at(3) });
    assert.deepEqual(answer.window, { from: '2026-01-01T02:00:00.0000000Z', to: '2026-01-01T03:00:00.0000000Z' });
    assert.equal(answer.trigger.count, 2);
    assert.deepEqual([answer.stages[0].rowsIn, answer.stages[0].rowsOut], [4, 2]);
  });

  test('without a now holds all records', () => {
    assert.equal(run(ruleOf('Events_CL'), hours(1, 20)).trigger.count, 2);
  });
});

describe('the trigger', () => {
  for (const [operator, threshold, count, verdict] of [
    ['gt', 1, 1, 'no-alert'],
    ['gt', 1, 2, 'alert'],
    ['lt', 1, 0, 'alert'],
    ['eq', 2, 2, 'alert'],
    ['ne', 2, 2, 'no-alert'],
  ] as const)
    test(`${operator} ${threshold} on ${count} rows`, () => {
      const rule = ruleOf('Events_CL');
      const answer = run({ ...rule, rule: { ...rule.rule, trigger: { operator, threshold } } }, many(count));
      assert.equal(answer.verdict, verdict);
      assert.equal(answer.alerts.length, verdict === 'alert' ? 1 : 0);
      assert.equal(answer.incidents === undefined, verdict === 'no-alert');
    });
});

describe('event grouping', () => {
  const each = ruleOf('Events_CL', 'eventGroupingSettings:\n  aggregationKind: AlertPerResult');

  test('makes one alert of all rows, or one of each', () => {
    assert.deepEqual(
      run(ruleOf('Events_CL'), many(3)).alerts.map(({ rows }) => rows),
      [[0, 1, 2]],
    );
    assert.deepEqual(
      run(each, many(3)).alerts.map(({ rows }) => rows),
      [[0], [1], [2]],
    );
  });

  test('makes 150 alerts at most, the last of them of all rows', () => {
    assert.equal(run(each, many(150)).alerts.length, 150);
    const { alerts, ...answer } = run(each, many(151));
    assert.equal(alerts.length, 150);
    assert.deepEqual(alerts[148].rows, [148]);
    assert.equal(alerts[149].rows.length, 151);
    assert.deepEqual(codesOf({ alerts, ...answer }), ['alert-cap']);
  });
});

describe('entities', () => {
  const mapped = `entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: Name
        columnName: Name
      - identifier: UPNSuffix
        columnName: Suffix
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: Nowhere`;

  test('are typed, distinct, without empty identifiers, and a missing column is said once', () => {
    const records = [
      { Name: 'a', Suffix: 'x.org' },
      { Name: 'a', Suffix: 'x.org' },
      { Name: 'b', Suffix: '' },
      { Name: '', Suffix: '' },
    ];
    const answer = run(ruleOf('Events_CL', mapped), records);
    assert.deepEqual(answer.alerts[0].entities, [
      { type: 'Account', fields: { Name: 'a', UPNSuffix: 'x.org' } },
      { type: 'Account', fields: { Name: 'b' } },
    ]);
    assert.deepEqual(codesOf(answer), ['column-missing']);
  });

  test('are 500 at most, shared among the mappings', () => {
    const records = Array.from({ length: 300 }, (_, i) => ({ Name: `n${i}`, Suffix: 's', Nowhere: `a${i}` }));
    const answer = run(ruleOf('Events_CL', mapped), records);
    assert.equal(answer.alerts[0].entities.length, 500);
    assert.deepEqual(codesOf(answer), ['many-entities', 'many-entities']);
  });
});

describe('alert details', () => {
  const details = `customDetails:
  Names: Name
  Gone: Nowhere
alertDetailsOverride:
  alertDisplayNameFormat: 'Seen {{Name}} with {{ N }}'
  alertDescriptionFormat: 'About {{Empty}}'
  alertSeverityColumnName: Severity
  alertTacticsColumnName: Tactics
  alertDynamicProperties:
    - alertProperty: ProductName
      value: Product`;
  const first = { Name: 'ä', N: 1, Empty: '', Severity: 'low', Tactics: '["Impact", "Initial Access"]', Product: 'P' };

  test('take their values from the first row, and fall back to the rule where there is none', () => {
    const answer = run(ruleOf('Events_CL', details), [first, { ...first, Name: 'b' }]);
    const [alert] = answer.alerts;
    assert.equal(alert.title, 'Seen ä with 1');
    assert.equal(alert.description, 'Tells of something.');
    assert.equal(alert.severity, 'Low');
    assert.deepEqual(alert.tactics, ['Impact', 'InitialAccess']);
    assert.deepEqual(alert.customDetails, { Names: ['ä', 'b'] });
    assert.deepEqual(alert.properties, { ProductName: 'P' });
    assert.deepEqual(codesOf(answer), ['column-missing']);
  });

  test('that are invalid or too long count as none', () => {
    const answer = run(ruleOf('Events_CL', details), [
      { ...first, Name: 'n'.repeat(300), Severity: 'dire', Tactics: 'Cooking' },
    ]);
    const [{ title, severity, tactics }] = answer.alerts;
    assert.deepEqual([title, severity, tactics], ['A rule', 'High', ['Execution']]);
    assert.ok(codesOf(answer).includes('detail-too-long'));
  });
});

describe('incidents and suppression', () => {
  test('group alerts as the rule says', () => {
    const grouped = (matching: string) =>
      ruleOf(
        'Events_CL',
        `eventGroupingSettings: { aggregationKind: AlertPerResult }
entityMappings: [{ entityType: Host, fieldMappings: [{ identifier: HostName, columnName: Name }] }]
incidentConfiguration:
  createIncident: true
  groupingConfiguration: { enabled: true, reopenClosedIncident: false, lookbackDuration: 5h, matchingMethod: ${matching} }`,
      );
    const records = [{ Name: 'a' }, { Name: 'b' }, { Name: 'a' }];
    const of = (matching: string) => run(grouped(matching), records).incidents?.map(({ alerts }) => alerts);
    assert.deepEqual(of('AllEntities'), [[0, 2], [1]]);
    assert.deepEqual(of('AnyAlert'), [[0, 1, 2]]);
  });

  test('say until when the rule keeps quiet', () => {
    const rule = ruleOf('Events_CL', 'suppressionEnabled: true\nsuppressionDuration: 5h');
    assert.equal(run(rule, { records: hours(1), now: at(1) }).suppressedUntil, '2026-01-01T06:00:00.0000000Z');
    assert.equal(run(rule, { records: [], now: at(1) }).suppressedUntil, undefined);
  });
});

describe('a replay', () => {
  const runsOf = (more: string, ...times: number[]) => {
    const rule = ruleOf('Events_CL', more);
    return run(rule, { records: hours(...times), from: at(0), to: at(4) });
  };

  test('runs the rule at each time of its schedule', () => {
    const { replay, verdict, now } = runsOf('', 2);
    assert.deepEqual(
      replay?.runs.map(({ verdict: each }) => each),
      ['no-alert', 'no-alert', 'alert', 'alert', 'no-alert'],
    );
    assert.deepEqual([verdict, now], ['alert', '2026-01-01T02:00:00.0000000Z']);
    assert.deepEqual([replay?.gapSeconds, replay?.overlapSeconds], [0, 0]);
  });

  test('tells gaps and double coverage, and keeps quiet while suppressed', () => {
    const rule = ruleOf('Events_CL', 'suppressionEnabled: true\nsuppressionDuration: 2h');
    const longer = { ...rule, rule: { ...rule.rule, queryPeriod: { text: '2h', seconds: 7200 } } };
    const { replay } = run(longer, { records: hours(1, 4), from: at(0), to: at(4) });
    assert.deepEqual(
      replay?.runs.map(({ verdict }) => verdict),
      ['no-alert', 'alert', 'suppressed', 'alert', 'suppressed'],
    );
    assert.deepEqual([replay?.gapSeconds, replay?.overlapSeconds], [0, 3600]);
  });

  test('needs a schedule, and both its ends', () => {
    const rule = ruleOf('Events_CL');
    const unscheduled = { ...rule, rule: { ...rule.rule, queryFrequency: null } };
    const refused = (work: () => unknown) => assert.throws(work, ProblemError);
    refused(() => run(unscheduled, { records: [], from: at(0), to: at(1) }));
    refused(() => run(rule, { records: [], from: at(0) }));
    refused(() => run(rule, { records: [], from: '2020-01-01', to: '2026-01-01' }));
  });
});

describe('stages', () => {
  test('count what comes in and goes out', () => {
    const query =
      'let lo = 1;\nlet T = Events_CL | where N >= lo;\nT\n| where N > 1\n| summarize c = count() by Name\n| mv-apply x = pack_array(1, 2) to typeof(long) on (where x > 1)\n| take 1';
    const { stages } = run(ruleOf(query), many(5));
    assert.deepEqual(
      stages.map(({ kind, rowsIn, rowsOut }) => [kind, rowsIn, rowsOut]),
      [
        ['source', 5, 4],
        ['where', 4, 3],
        ['summarize', 3, 3],
        ['mv-apply', 3, 3],
        ['take', 3, 1],
      ],
    );
    assert.ok(stages.some(({ ms }) => ms > 0));
  });
});
