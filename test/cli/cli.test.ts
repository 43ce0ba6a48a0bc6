import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FIRST, type Home, makeHome, SECOND, startServer, telltale, telltaleProcess } from './telltale.js';

let home: Home;

before(async () => {
  home = makeHome();
  assert.equal((await telltale('ingest', home.rules, '--store', home.store)).status, 0);
});

after(() => home.remove());

/** Bad usage or input: exit code 2, nothing on stdout, one line on stderr that holds the words. */
async function refused(args: string[], words: RegExp): Promise<void> {
  const { status, stdout, stderr } = await telltale(...args);
  assert.equal(status, 2, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /^[^\n]+\n$/);
  assert.match(stderr, words);
}

describe('bad usage', () => {
  it('refuses no command and one that is not there', async () => {
    await refused([], /serve, ingest, .*show, search, indicators/);
    await refused(['frobnicate'], /no command frobnicate/);
  });

  it('refuses an option that the command does not know, or a value that it cannot take', async () => {
    await refused(['ingest', home.rules, '--frobnicate'], /telltale ingest: .*--frobnicate.*Usage/);
    await refused(['serve', '--port', '70000'], /--port 70000/);
  });

  it('refuses a missing operand, a missing path and a missing store', async () => {
    await refused(['ingest'], /PATH/);
    await refused(['ingest', join(home.folder, 'nowhere'), '--store', join(home.folder, 'other')], /nowhere/);
    await refused(['show', FIRST, '--store', join(home.folder, 'nowhere')], /no catalog in .*nowhere/);
  });

  it('names the nearest rule when there is none of that id', async () => {
    await refused(['show', `${FIRST.slice(0, -1)}9`, '--store', home.store], new RegExp(`${FIRST}|${SECOND}`));
  });
});

describe('help', () => {
  it('tells of every command, and of one', async () => {
    const all = await telltale('--help');
    assert.equal(all.status, 0);
    for (const name of ['serve', 'ingest', 'show', 'search', 'indicators']) {
      assert.match(all.stdout, new RegExp(`telltale ${name} `));
    }
    const one = await telltale('ingest', '--help');
    assert.equal(one.status, 0);
    assert.match(one.stdout, /--strict/);
  });
});

describe('ingest', () => {
  it('prints the summary as JSON and shows no progress where there is no terminal', () => {
    const { status, stdout, stderr } = telltaleProcess(
      'ingest',
      home.rules,
      '--store',
      join(home.folder, 'json'),
      '--json',
    );
    const summary = JSON.parse(stdout);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.deepEqual(
      [summary.files, summary.rules, summary.functions, summary.schemas, summary.problems, summary.indicators],
      [2, 2, 0, 0, [], 3],
    );
  });

  it('ends with 1 only under --strict when there is a problem, and says where it is', async () => {
    const broken = join(home.folder, 'broken.yaml');
    writeFileSync(broken, `id: ${SECOND}\nname: [never closed\nquery: Events_CL\n`);
    const store = join(home.folder, 'strict');
    assert.equal((await telltale('ingest', home.rules, '--store', store, '--strict')).status, 0);
    const lenient = await telltale('ingest', broken, '--store', store);
    assert.equal(lenient.status, 0);
    assert.match(lenient.stdout, /^broken\.yaml:\d+:\d+ /);
    assert.equal((await telltale('ingest', broken, '--store', store, '--strict')).status, 1);
  });
});

describe('show, search and indicators', () => {
  it('shows a rule with what it shares with others', async () => {
    const rule = JSON.parse((await telltale('show', FIRST, '--store', home.store, '--json')).stdout);
    assert.equal(rule.name, 'Kestrel tool started');
    assert.equal(rule.source.path, 'first.yaml');
    assert.deepEqual(rule.tables, ['Events_CL']);
    const [indicator] = rule.indicators;
    assert.deepEqual([indicator.field, indicator.kind, indicator.value], ['Process', 'eq', 'kestrel.exe']);
    assert.equal(indicator.corpus.others, 1);
    const text = (await telltale('show', FIRST, '--store', home.store)).stdout;
    assert.match(text, /Looks for\n {2}Process eq "kestrel\.exe" {2}in 1 other rule/);
    assert.match(text, /Leaves out\n {2}Account .*"svc-build"/);
  });

  it('finds both rules by the value that they share', async () => {
    const found = JSON.parse((await telltale('search', 'kestrel.exe', '--store', home.store, '--json')).stdout);
    assert.deepEqual(found.rules.map((hit: { rule: { id: string } }) => hit.rule.id).sort(), [FIRST, SECOND]);
    assert.match((await telltale('search', 'zzyzx', '--store', home.store)).stdout, /nothing found/);
  });

  it('lists each indicator of each rule, by path', async () => {
    const { stdout } = await telltale('indicators', '--store', home.store, '--json');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ ruleId, path, field, value, polarity }) => [ruleId, path, field, value, polarity]).sort(),
      [
        [FIRST, 'first.yaml', 'Account', 'svc-build', 'exclude'],
        [FIRST, 'first.yaml', 'Process', 'kestrel.exe', 'match'],
        [SECOND, 'second.yaml', 'Process', 'kestrel.exe', 'match'],
      ],
    );
    assert.deepEqual(
      lines.map(({ path }) => path),
      ['first.yaml', 'first.yaml', 'second.yaml'],
    );
    assert.deepEqual(Object.keys(lines[0]).sort(), 'field kind path polarity ruleId scope stage value'.split(' '));
  });
});

describe('serve', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`serves what it was given and closes cleanly on ${signal}`, async () => {
      const { child, address } = await startServer(home.rules, '--store', home.store);
      try {
        const answer = await fetch(`${address}/rules/${FIRST}`, { headers: { accept: 'application/json' } });
        assert.equal(answer.status, 200);
        assert.equal(((await answer.json()) as { name: string }).name, 'Kestrel tool started');
        const ended = once(child, 'exit');
        child.kill(signal);
        assert.deepEqual(await ended, [0, null]);
      } finally {
        child.kill('SIGKILL');
      }
    });
  }

  it('refuses a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = telltaleProcess('serve', home.rules, '--store', home.store, '--port', String(port));
    other.close();
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^telltale serve: Cannot listen on .*${port}.*\\n$`));
  });
});
