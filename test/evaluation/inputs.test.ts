import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProblemError } from '../../src/base/problem.js';
import { codesOf, rowsOf, ruleOf, run, schema } from './rule.js';

const all = ruleOf('Events_CL');

function refusedWith(code: string, work: () => unknown): void {
  assert.throws(work, (error) => error instanceof ProblemError && error.problem.code === code);
}

describe('a body', () => {
  test('is an array, an envelope of records, or tables by name', () => {
    for (const body of [[{ A: 1 }], { records: [{ A: 1 }] }, { tables: { Events_CL: [{ A: 1 }] } }])
      assert.deepEqual(rowsOf(run(all, body)), [{ A: 1 }]);
  });

  test('names the table of records that name none, and one record may name another', () => {
    const both = ruleOf('Events_CL | join kind=inner (Other_CL) on A | project A, B');
    const records = [
      { A: 1, B: 'x' },
      { Type: 'Other_CL', A: 1 },
    ];
    assert.deepEqual(codesOf(run(both, { records })), ['record-without-table']);
    const tables = { Events_CL: [{ A: 1, B: 'x' }], Other_CL: [{ A: 1 }] };
    assert.deepEqual(rowsOf(run(both, { tables })), [{ A: 1, B: 'x' }]);
  });

  test('may come in several parts', () => {
    const both = ruleOf('Events_CL | join kind=inner (Other_CL) on A | project A, B');
    const answer = run(both, {
      body: Buffer.from('{"A":1,"B":"x"}\n'),
      format: 'ndjson',
      table: 'Events_CL',
      more: [
        { body: Buffer.from('A,B\n1,y\n'), format: 'csv', table: 'Events_CL' },
        { body: Buffer.from('[{"A":1}]'), format: 'json', table: 'Other_CL' },
      ],
    });
    assert.equal(answer.problems.length, 0);
    assert.equal(answer.stages[0].rowsIn, 3);
  });

  test('carries watchlists, and one that is not there is said', () => {
    const rule = ruleOf("Events_CL | where A in ((_GetWatchlist('vips') | project SearchKey)) | project A");
    const records = [{ A: 'x' }, { A: 'y' }];
    assert.deepEqual(rowsOf(run(rule, { records, watchlists: { vips: [{ SearchKey: 'x' }] } })), [{ A: 'x' }]);
    const searched = { vips: { searchKey: 'Name', items: [{ Name: 'y' }] } };
    assert.deepEqual(rowsOf(run(rule, { records, watchlists: searched })), [{ A: 'y' }]);
    const without = run(rule, { records });
    assert.equal(without.verdict, 'no-alert');
    assert.deepEqual(codesOf(without), ['no-watchlist']);
  });

  test('carries what externaldata reads', () => {
    const rule = ruleOf(
      "let bad = externaldata(Address:string)['https://example.com/bad.csv'];\nEvents_CL | where A in (bad)",
    );
    const externaldata = { 'https://example.com/bad.csv': [{ Address: '203.0.113.1' }] };
    assert.equal(run(rule, { records: [{ A: '203.0.113.1' }], externaldata }).verdict, 'alert');
  });

  test('carries functions', () => {
    const rule = ruleOf('Events_CL | where IsBad(A) | invoke Named("n")');
    const functions = { IsBad: '(a:string) { a == "x" }', Named: '(T:(A:string), n:string) { T | extend N = n }' };
    assert.deepEqual(rowsOf(run(rule, { records: [{ A: 'x' }, { A: 'y' }], functions })), [{ A: 'x', N: 'n' }]);
    refusedWith('bad-function', () => run(rule, { records: [], functions: { IsBad: '(a' } }));
  });

  test('says options that mean nothing, and refuses times that are none', () => {
    assert.deepEqual(codesOf(run(all, { records: [{ A: 1 }], colour: 'red' })), ['unknown-option']);
    refusedWith('bad-now', () => run(all, { records: [], now: 'yesterday' }));
    refusedWith('bad-body', () => run(all, { tables: { T: 1 } }));
  });

  test('says once what is no record and what has no table', () => {
    const both = ruleOf('union Events_CL, Other_CL');
    const { problems } = run(both, [1, 2, { A: 1 }, { A: 2 }, { Type: 'Third_CL' }]);
    assert.deepEqual(
      problems.map(({ code, message }) => [code, /\d+/.exec(message)?.[0]]),
      [
        ['record-without-table', '3'],
        ['bad-record', '2'],
        ['table-not-read', '1'],
      ],
    );
  });
});

describe('an export of Log Analytics', () => {
  test('as CSV has zones in its headings and times as the portal writes them', () => {
    const csv =
      'TimeGenerated [UTC],Account,Detail\n"4/19/2021, 12:13:19.483 PM",x,"{""a"":1}"\n"4/9/2021, 12:00:00.000 AM",y,\n';
    const signIns = schema('SigninLogs', 'TimeGenerated:datetime,Account:string,Detail:dynamic');
    const rule = ruleOf('SigninLogs | project TimeGenerated, Account, a = Detail.a', '', [signIns]);
    const answer = run(rule, { body: Buffer.from(csv), format: 'csv' });
    assert.deepEqual(rowsOf(answer), [
      { TimeGenerated: '2021-04-19T12:13:19.4830000Z', Account: 'x', a: 1 },
      { TimeGenerated: '2021-04-09T00:00:00.0000000Z', Account: 'y', a: null },
    ]);
    assert.equal(answer.now, '2021-04-19T12:13:19.4830000Z');
    assert.deepEqual(answer.problems, []);
  });

  test('in another zone is read as UTC, which is said', () => {
    const csv = 'TimeGenerated [Local Time],A\n"4/19/2021, 12:13:19.483 PM",x\n';
    assert.deepEqual(codesOf(run(all, { body: Buffer.from(csv), format: 'csv' })), ['time-zone']);
  });

  test("as the API's JSON tells the types", () => {
    const tables = [
      {
        name: 'PrimaryResult',
        columns: [
          { name: 'TimeGenerated', type: 'datetime' },
          { name: 'Bag', type: 'dynamic' },
          { name: 'N', type: 'long' },
        ],
        rows: [['2021-04-19T12:13:19.4834758Z', '{"a":[1]}', '9007199254740993']],
      },
    ];
    const answer = run(ruleOf('Events_CL | project N, x = Bag.a[0]'), { tables });
    assert.deepEqual(answer.columns[0], { name: 'N', type: 'long' });
    assert.deepEqual(rowsOf(answer), [{ N: '9007199254740993', x: 1 }]);
  });

  test('may lack the letters of custom logs, or have types in its names', () => {
    const rule = ruleOf('Events_CL | where Control_s == "x" and Count_d > 1 | project tostring(Device)');
    const answer = run(rule, [{ Control: 'x', Count: 2, Device_dynamic: { a: 1 } }]);
    assert.deepEqual(answer.rows, [['{"a":1}']]);
    assert.deepEqual(codesOf(answer), ['fields-renamed']);
  });

  test('has dynamic columns as text or as objects', () => {
    const events = schema('Events_CL', 'Bag:dynamic,Text:string');
    const rule = ruleOf('Events_CL | project a = Bag.a, Text', '', [events]);
    assert.deepEqual(
      run(rule, [
        { Bag: '{"a":1}', Text: { b: 2 } },
        { Bag: { a: 1 }, Text: '{"b":2}' },
      ]).rows,
      [
        [1, '{"b":2}'],
        [1, '{"b":2}'],
      ],
    );
  });
});

describe('records that disagree with the schema', () => {
  const events = schema('Events_CL', 'Count:long,At:datetime,Name:string');

  test('are told by field, with how many', () => {
    const rule = ruleOf('Events_CL | where Count > 1 or At > datetime(2020-01-01)', '', [events]);
    const { problems } = run(rule, [
      { Count: 'many', At: 'soon', Name: 'a', Extra: 1 },
      { Count: 2.5, Extra: 2 },
      { Count: '3', At: '', Other: null },
    ]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['fields-unknown', 'type-disagrees', 'type-disagrees'],
    );
    assert.match(problems[0].message, /Extra \(2 records\), Other \(0 records\)/);
    assert.match(problems[1].message, /'Count' .*long.*2 records.*"many"/);
    assert.match(problems[2].message, /'At' .*datetime.*1 record .*"soon"/);
  });

  test('keep every digit of whole numbers', () => {
    const body = '[{"Count": 9223372036854775807, "Name": 9007199254740993}]';
    const answer = run(ruleOf('Events_CL | project Count, Name', '', [events]), {
      body: Buffer.from(body),
      format: 'json',
    });
    assert.deepEqual(answer.rows, [['9223372036854775807', '9007199254740993']]);
    assert.deepEqual(answer.problems, []);
  });
});
