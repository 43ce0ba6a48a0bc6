import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { FIRST, type Home, makeHome, SECOND, start, telltale } from './telltale.js';

let home: Home;
const file = (name: string) => join(home.rules, name);
const record = (process: string) => `${JSON.stringify({ Process: process, Account: 'a' })}\n`;

before(() => {
  home = makeHome();
  writeFileSync(file('first.match.ndjson'), record('kestrel.exe'));
  writeFileSync(file('first.near-miss.ndjson'), record('kestrel.dll'));
});

after(() => home.remove());

describe('saved tests', () => {
  it('pass where the records fire the rule as their name says', async () => {
    const { status, stdout } = await telltale('test', home.rules);
    assert.equal(stdout, '2 of 2 saved tests passed\n');
    assert.equal(status, 0);
  });

  it('are asked of every rule where they are required', async () => {
    const { status, stdout } = await telltale('test', home.rules, '--require');
    assert.match(stdout, /second\.match\.ndjson: .*no saved test/);
    assert.match(stdout, /second\.near-miss\.ndjson: .*no saved test/);
    assert.match(stdout, /2 of 4 saved tests passed/);
    assert.equal(status, 1);
  });

  it('fail with the condition that decided, in the report too', async () => {
    writeFileSync(file('second.match.ndjson'), record('kestrel.dll'));
    const junit = join(home.folder, 'junit.xml');
    const { status, stdout } = await telltale('test', home.rules, '--junit', junit);
    assert.match(
      stdout,
      /second\.match\.ndjson: expected an alert, came none: .*Process == "kestrel\.exe".*kestrel\.dll/,
    );
    assert.equal(status, 1);
    assert.match(
      readFileSync(junit, 'utf8'),
      /<testsuites tests="3" failures="1">[\s\S]*<failure message="expected an alert, came none/,
    );
  });

  it('are refused where there are none', async () => {
    const { status, stderr } = await telltale('test', home.store);
    assert.equal(status, 2);
    assert.match(stderr, /store/);
  });
});

describe('saved tests in YAML', () => {
  let home: Home;
  const write = (name: string, text: string) => writeFileSync(join(home.rules, name), text);

  before(() => {
    home = makeHome();
  });

  after(() => home.remove());

  it('pass where the alert, the number of rows and the rows come as they say', async () => {
    write(
      'first.test.yaml',
      `- name: by another account
  now: 2026-11-23T06:30:00Z
  records:
    - &start
      TimeGenerated: 2026-11-23T06:00:00Z
      Process: kestrel.exe
      Account: ada
      Session: 9007199254740993
      Command: { path: C:\\Temp, arguments: [-q, 1] }
    - <<: *start
      TimeGenerated: 2026-11-23T05:00:00Z
  expect:
    alert: true
    count: 1
    rows:
      - TimeGenerated: 2026-11-23T06:00:00Z
        Session: 9007199254740993
        Command: { arguments: [-q, 1], path: C:\\Temp }
- name: by the account that builds
  records: { Events_CL: [{ Process: kestrel.exe, Account: svc-build }] }
  expect: { alert: false, count: 0 }
`,
    );
    write('kestrel.csv', 'Process,Account\nkestrel.exe,a\nkestrel.exe,b\n');
    write('second.test.yml', 'tests: [{ name: from a table, file: kestrel.csv, expect: { count: 2 } }]\n');
    const { status, stdout } = await telltale('test', home.rules);
    assert.equal(stdout, '3 of 3 saved tests passed\n');
    assert.equal(status, 0);
  });

  it('are among those that are required', async () => {
    const { stdout } = await telltale('test', home.rules, '--require');
    assert.doesNotMatch(stdout, /first/);
    assert.match(stdout, /second\.match\.ndjson: .*no saved test/);
    assert.match(stdout, /second\.near-miss\.ndjson: .*no saved test/);
  });

  it('fail with what was expected and what came, in the report too', async () => {
    write(
      'first.test.yaml',
      `- { name: quiet, records: [{ Process: kestrel.dll }], expect: { alert: true } }
- { name: loud, records: [{ Process: kestrel.exe, Account: ada }], expect: { alert: false, count: 2 } }
- name: other rows
  records: [{ Process: kestrel.exe, Account: ada, Tries: 1 }, { Process: kestrel.exe, Account: bob, Tries: 2 }]
  expect: { rows: [{ Account: bob, Tries: 2 }, { Account: bob, Tries: "2" }] }
- { name: no such column, records: [{ Process: kestrel.exe }], expect: { rows: [{ Proces: kestrel.exe }] } }
- { name: nothing, records: [{ Process: kestrel.dll }], expect: { rows: [{ Process: kestrel.exe }] } }
`,
    );
    const junit = join(home.folder, 'junit.xml');
    const { status, stdout } = await telltale('test', home.rules, '--junit', junit);
    assert.match(
      stdout,
      /first\.test\.yaml: quiet: expected an alert, came none: .*Process == "kestrel\.exe".*kestrel\.dll/,
    );
    assert.match(stdout, /loud: expected no alert, came one of 1 row; expected 2 rows, came 1 row\n/);
    assert.match(
      stdout,
      /other rows: expected the row {"Account":"bob","Tries":"2"}, came 2 rows, most like it {"Account":"bob","Tries":2}\n/,
    );
    assert.match(stdout, /no such column: expected the column Proces, came .*Process/);
    assert.match(
      stdout,
      /nothing: expected the row {"Process":"kestrel.exe"}, came 0 rows: .*Process == "kestrel\.exe"/,
    );
    assert.match(stdout, /1 of 6 saved tests passed/);
    assert.equal(status, 1);
    const report = readFileSync(junit, 'utf8');
    assert.match(report, /<testsuites tests="6" failures="5">/);
    assert.match(
      report,
      /<testcase name="[^"]*first\.test\.yaml: loud" classname="[^"]*first\.yaml"[^>]*><failure message=/,
    );
  });

  it('fail with the trigger where there are rows, but not enough', async () => {
    write(
      'often.yaml',
      readFileSync(join(home.rules, 'second.yaml'), 'utf8').replace('triggerThreshold: 0', 'triggerThreshold: 2'),
    );
    write(
      'often.test.yaml',
      '- { name: once, records: [{ Process: kestrel.exe }], expect: { alert: true, count: 1 } }\n',
    );
    const { stdout } = await telltale('test', join(home.rules, 'often.test.yaml'));
    rmSync(join(home.rules, 'often.yaml'));
    rmSync(join(home.rules, 'often.test.yaml'));
    assert.match(stdout, /once: expected an alert, came none: 1 row, and the trigger asks for gt 2\n/);
  });

  it('fail where their records never reach the rule', async () => {
    write(
      'first.test.yaml',
      `- { name: elsewhere, table: Evnts_CL, records: [{ Process: a }], expect: { alert: false } }
- { name: no file, file: none.ndjson, expect: { alert: false } }
`,
    );
    write('third.test.yaml', '- { name: no rule, records: [], expect: { alert: false } }\n');
    const { stdout } = await telltale('test', home.rules);
    assert.match(stdout, /elsewhere: .*does not read 'Evnts_CL'/);
    assert.match(stdout, /no file: Cannot read .*none\.ndjson/);
    assert.match(stdout, /no rule: there is no rule .*third\.yaml/);
  });

  it('fail where they cannot be read, and the others run', async () => {
    write(
      'first.test.yaml',
      `- { name: odd, records: [], expect: { alert: false }, when: now }
- { name: good, records: [], expect: { alert: false } }
`,
    );
    const { status, stdout } = await telltale('test', join(home.rules, 'first.test.yaml'));
    assert.match(stdout, /first\.test\.yaml:1:55: "when" means nothing in a saved test; expected "name"/);
    assert.match(stdout, /1 of 2 saved tests passed/);
    assert.equal(status, 1);
  });

  it('are neither rules nor problems where the rules are read', async () => {
    const { status, stdout } = await telltale('ingest', home.rules, '--store', home.store, '--json');
    assert.equal(status, 0);
    const { rules, problems } = JSON.parse(stdout);
    assert.deepEqual({ rules, problems }, { rules: 2, problems: [] });
  });
});

describe('made-up records', () => {
  it('fire the rule, and near misses do not', async () => {
    assert.equal((await telltale('ingest', home.rules, '--store', home.store)).status, 0);
    const { status, stdout } = await telltale('synthesize', FIRST, '--store', home.store, '--json');
    assert.equal(status, 0);
    assert.match(stdout, /kestrel\.exe/);
  });
});

describe('the difference of two folders', () => {
  it('is told by meaning: what is looked for and no longer', async () => {
    const other = makeHome();
    writeFileSync(
      join(other.rules, 'first.yaml'),
      readFileSync(join(other.rules, 'first.yaml'), 'utf8').replace('kestrel.exe', 'merlin.exe'),
    );
    const { stdout } = await telltale('diff', home.rules, other.rules);
    other.remove();
    assert.match(stdout, /Kestrel tool started/);
    assert.match(stdout, /merlin\.exe/);
    assert.doesNotMatch(stdout, /Kestrel tool again/);
  });
});

describe('saved tests at ingest', () => {
  let home: Home;
  const write = (name: string, text: string) => writeFileSync(join(home.rules, name), text);
  const ingest = (...options: string[]) => telltale('ingest', home.rules, '--store', home.store, ...options);
  const noted = () => join(home.store, 'saved-tests.json');

  before(() => {
    home = makeHome();
    write('first.match.ndjson', record('kestrel.exe'));
    write('second.test.yaml', '- name: a library\n  file: library.ndjson\n  expect: { alert: true }\n');
    write('library.ndjson', record('kestrel.dll'));
  });

  after(() => home.remove());

  it('run, and are told of where they fail', async () => {
    const { status, stdout } = await ingest();
    assert.match(stdout, /second\.yaml saved test failed: a library: expected an alert, came none: .*kestrel\.dll/);
    assert.match(stdout, /1 of 2 saved tests passed\n$/);
    assert.equal(status, 0);
    assert.equal((await ingest('--strict')).status, 1);
  });

  it('say which other rules fire on the same records', async () => {
    const { results } = JSON.parse(readFileSync(noted(), 'utf8'));
    assert.deepEqual(
      results[join(home.rules, 'first.yaml')].map(({ alsoFire }: { alsoFire?: string[] }) => alsoFire),
      [[SECOND]],
    );
  });

  it('do not run again while nothing changes, and do when their records or a rule change', async () => {
    const before = readFileSync(noted(), 'utf8');
    writeFileSync(noted(), before.replaceAll('came none', 'as noted'));
    assert.match((await ingest()).stdout, /expected an alert, as noted/);
    write('library.ndjson', record('kestrel.exe'));
    assert.match((await ingest()).stdout, /2 of 2 saved tests passed/);
    write('second.yaml', readFileSync(file('second.yaml'), 'utf8').replace('kestrel.exe', 'osprey.exe'));
    assert.match((await ingest()).stdout, /1 of 2 saved tests passed/);
  });

  it('run at the next ingest where one was killed in the middle of them', async () => {
    for (const after of [500, 1000]) {
      write('library.ndjson', record(`kestrel-${after}.exe`));
      const child = start('ingest', home.rules, '--store', home.store);
      await wait(after);
      child.kill('SIGKILL');
      const { status, stdout } = await ingest();
      assert.match(stdout, new RegExp(`kestrel-${after}.*\n(.*\n)*1 of 2 saved tests passed`));
      assert.equal(status, 0);
    }
  });

  it('run again where what was noted is damaged, and are forgotten with their files', async () => {
    writeFileSync(noted(), '{"key":');
    assert.match((await ingest()).stdout, /1 of 2 saved tests passed/);
    rmSync(join(home.rules, 'first.match.ndjson'));
    rmSync(join(home.rules, 'second.test.yaml'));
    assert.doesNotMatch((await ingest()).stdout, /saved test/);
    assert.deepEqual(JSON.parse(readFileSync(noted(), 'utf8')).results, {});
  });

  it('are not looked for behind links, which may lead round in circles', async () => {
    symlinkSync(home.rules, join(home.rules, 'round'));
    symlinkSync(home.rules, join(home.rules, 'again'));
    const { status, stdout } = await ingest();
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /round.*saved test/);
    rmSync(join(home.rules, 'round'));
    rmSync(join(home.rules, 'again'));
  });

  it('fail where a run takes too much, without taking the ingest along', async () => {
    write(
      'second.yaml',
      readFileSync(file('second.yaml'), 'utf8').replace(
        /query: [\s\S]*?\n(?=\S)/,
        'query: range a from 1 to 100000000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 100000000 step 1 | extend k = 1) on k | count\n',
      ),
    );
    write('second.match.ndjson', record('kestrel.exe'));
    const { status, stdout } = await ingest();
    assert.match(stdout, /second\.yaml saved test failed: second\.match\.ndjson: /);
    assert.equal(status, 0);
  });
});
