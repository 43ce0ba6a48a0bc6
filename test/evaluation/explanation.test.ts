import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Explained, Fate } from '../../src/evaluation/index.js';
import { ruleOf, run } from './rule.js';

function explain(query: string, body: object): Explained[] {
  const rule = ruleOf(query);
  const whole = Array.isArray(body) ? { records: body } : body;
  const answer = run(rule, { ...whole, explain: true });
  const { explanation, stages: _, elapsedMs: __, ...rest } = answer;
  const { stages: ___, elapsedMs: ____, ...plain } = run(rule, whole);
  assert.deepEqual(rest, plain, 'the explanation changes nothing');
  assert.ok(explanation);
  return [...explanation];
}

const fates = (query: string, body: object): Fate[] => explain(query, body).map(({ fate }) => fate);
const reasons = (query: string, body: object): string[] => fates(query, body).map(({ reason }) => reason);
const at = (hour: number) => `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`;

describe('the predicate that decided', () => {
  test('is told with its place, field, expected and actual value', () => {
    const query = 'Events_CL\n| where Kind == "a" and Count > 3';
    const [passed, first, second] = fates(query, [
      { Kind: 'a', Count: 4 },
      { Kind: 'b', Count: 4 },
      { Kind: 'a', Count: 1 },
    ]);
    assert.deepEqual(passed, { stage: 1, reason: 'reached the result', rows: [0] });
    assert.deepEqual(first, {
      stage: 1,
      reason: 'value differs',
      predicate: 'Kind == "a"',
      span: { start: query.indexOf('Kind'), end: query.indexOf(' and') },
      field: 'Kind',
      expected: 'a',
      actual: 'b',
      near: true,
    });
    assert.deepEqual([second.predicate, second.expected, second.actual], ['Count > 3', 3, 1]);
  });

  test('has a reason from a closed list', () => {
    const one = (predicate: string, value: unknown) =>
      reasons(`Events_CL | where ${predicate}`, [{ A: value, B: 1 }])[0];
    assert.equal(one('A == "Tom"', 'tom'), 'case differs');
    assert.equal(one('A in ("Tom", "Eve")', 'eve'), 'case differs');
    assert.equal(one('A =~ "Tom"', 'Eve'), 'value differs');
    assert.equal(one('A has "mimi"', 'mimikatz'), 'term boundary');
    assert.equal(one('A has_any ("mimi", "x")', 'mimikatz'), 'term boundary');
    assert.equal(one('A contains_cs "MIMI"', 'mimikatz'), 'case differs');
    assert.equal(one('A startswith_cs "k"', 'mimikatz'), 'value differs');
    assert.equal(one('A != "x"', 'x'), 'excluded');
    assert.equal(one('A !in ("x", "y")', 'x'), 'excluded');
    assert.equal(one('not(A has "x")', 'x'), 'excluded');
    assert.equal(one('A == "x"', null), 'field null');
    assert.equal(one('isnotempty(A)', ''), 'field null');
    assert.equal(one('C == "x"', 'y'), 'field absent');
    assert.equal(one('toint(A) == 5', 'five'), 'type coerced');
    assert.equal(one('B == 2', 'x'), 'value differs');
  });

  test('is, of several ways to pass, the one that came nearest', () => {
    const query = 'Events_CL | where (Kind == "a" and Name == "x") or (Kind == "b" and Name == "y" and Count > 1)';
    const [fate] = fates(query, [{ Kind: 'b', Name: 'y', Count: 1 }]);
    assert.equal(fate.predicate, 'Count > 1');
  });

  test('is near when all that follow would hold', () => {
    const query = 'Events_CL | where Kind == "a" | where Count > 1 | where Name == "x"';
    const [near, far] = fates(query, [
      { Kind: 'b', Count: 2, Name: 'x' },
      { Kind: 'b', Count: 1, Name: 'x' },
    ]);
    assert.deepEqual([near.near, far.near], [true, undefined]);
  });

  test('is found behind computed columns, and in a let', () => {
    const query = 'let T = Events_CL | extend N = tolower(Name) | where N == "eve";\nT | where Count > 1';
    const [inLet, after, whole] = fates(query, [
      { Name: 'Tom', Count: 2 },
      { Name: 'EVE', Count: 1 },
      { Name: 'EVE', Count: 2 },
    ]);
    assert.deepEqual(
      [inLet.predicate, inLet.actual, after.predicate, whole.reason],
      ['N == "eve"', 'tom', 'Count > 1', 'reached the result'],
    );
    assert.ok(inLet.stage < after.stage);
  });
});

describe('where else a record is lost', () => {
  test('outside the window', () => {
    const records = [{ TimeGenerated: at(1) }, { TimeGenerated: at(3) }];
    const [first, second] = fates('Events_CL', { records, now: at(3) });
    assert.deepEqual(
      [first.reason, first.actual, second.reason],
      ['outside the window', '2026-01-01T01:00:00.0000000Z', 'reached the result'],
    );
  });

  test('in joins', () => {
    const join = (kind: string) => (tables: object) =>
      reasons(`Left_CL | join kind=${kind} (Right_CL) on K`, { tables });
    const tables = { Left_CL: [{ K: 1, V: 1 }, { K: 1, V: 2 }, { K: 2 }], Right_CL: [{ K: 1 }, { K: 3 }] };
    const [reached, alone] = ['reached the result', 'no join partner'];
    assert.deepEqual(join('inner')(tables), [reached, reached, alone, reached, alone]);
    assert.deepEqual(join('innerunique')(tables), [reached, 'lost in innerunique', alone, reached, alone]);
    assert.deepEqual(join('leftouter')(tables), [reached, reached, reached, reached, alone]);
    const compared = 'only compared with';
    assert.deepEqual(join('leftsemi')(tables), [reached, reached, alone, compared, compared]);
    const partner = 'has a join partner';
    assert.deepEqual(join('leftanti')(tables), [partner, partner, reached, compared, compared]);
    assert.deepEqual(join('rightanti')(tables), [compared, compared, compared, partner, reached]);
  });

  test('below a threshold, with all records of the group', () => {
    const records = [{ K: 'a' }, { K: 'a' }, { K: 'b' }];
    const [first, second, third] = fates('Events_CL | summarize c = count() by K | where c > 1', records);
    assert.deepEqual([first.rows, second.rows], [[0], [0]]);
    assert.deepEqual([third.reason, third.field, third.expected, third.actual], ['below threshold', 'c', 1, 1]);
  });

  test('cut by top or take', () => {
    const records = Array.from({ length: 5000 }, (_, N) => ({ N }));
    for (const operator of ['top 1 by N asc', 'take 1', 'sort by N asc | take 1']) {
      const [first, second, ...others] = reasons(`Events_CL | ${operator}`, records);
      assert.equal(first, 'reached the result');
      assert.ok(
        [second, ...others].every((reason) => reason === 'cut by top or take'),
        operator,
      );
    }
  });

  test('in expansions and parsing', () => {
    const records = [
      { L: [1, 2], T: 'a=1' },
      { L: [], T: 'b' },
    ];
    assert.deepEqual(reasons('Events_CL | mv-expand L', records), ['reached the result', 'nothing to expand']);
    const parsed = reasons('Events_CL | parse-where T with "a=" N:long | project N', records);
    assert.deepEqual(parsed, ['reached the result', 'does not parse']);
    const [first, second] = fates('Events_CL | mv-apply x = L to typeof(long) on (where x > 2)', [
      { L: [1, 2] },
      { L: [3] },
    ]);
    assert.deepEqual([first.predicate, second.reason], ['x > 2', 'reached the result']);
  });

  test('in subqueries, tables that nobody reads, and operators that are not followed', () => {
    const tables = { Events_CL: [{ A: 'x' }, { A: 'y' }], Bad_CL: [{ A: 'x' }], Other_CL: [{ A: 1 }] };
    assert.deepEqual(reasons('Events_CL | where A in ((Bad_CL | project A))', { tables }), [
      'reached the result',
      'value differs',
      'only compared with',
      'table not read',
    ]);
    const series =
      'Events_CL | where A == "x" | make-series n = count() default = 0 on TimeGenerated from datetime(2026-01-01) to datetime(2026-01-02) step 1d by A';
    assert.deepEqual(reasons(series, [{ A: 'x', TimeGenerated: at(1) }, { A: 'y' }]), [
      'not followed further',
      'value differs',
    ]);
    const turned = 'Events_CL | where A == "x" | project A, B | evaluate pivot(B)';
    assert.deepEqual(reasons(turned, [{ A: 'x', B: 'b' }, { A: 'y' }]), ['not followed further', 'value differs']);
  });

  test('is told once of a record that is read twice', () => {
    const query = 'let T = Events_CL; union (T | where A == "x"), (T | where B == "y")';
    assert.deepEqual(
      reasons(query, [
        { A: 'x', B: 'z' },
        { A: 'z', B: 'z' },
      ]),
      ['reached the result', 'value differs'],
    );
    const self = 'let T = materialize(Events_CL); T | join kind=inner (T) on A';
    assert.deepEqual(reasons(self, [{ A: 'x' }]), ['reached the result']);
    const both = 'let T = materialize(Events_CL); T | where B == toscalar(T | summarize max(B))';
    assert.deepEqual(reasons(both, [{ B: 1 }, { B: 2 }]), ['value differs', 'reached the result']);
  });
});
