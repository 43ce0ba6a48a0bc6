import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ProblemError } from '../../../src/base/problem.js';
import { type Catalog, openCatalog } from '../../../src/corpus/index.js';
import { lockStore } from '../../../src/corpus/store/lock.js';
import { Folder, guid, ruleText } from '../folder.js';

const refused = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

/** Starts an ingest in a process of its own. */
function start(folder: Folder): ChildProcess {
  const program = new URL('./ingest-process.js', import.meta.url);
  return spawn(process.execPath, [program.pathname, folder.rules, folder.store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the store must say whichever generation it is: all its rules are readable and of one edition. */
function edition(folder: Folder, rules: number): string {
  const catalog = openCatalog(folder.store);
  const bodies = new Set(catalog.rules.map((rule) => editionOf(catalog, rule.slug)));
  assert.equal(catalog.rules.length, rules);
  assert.equal(bodies.size, 1, `editions ${[...bodies]} in one store`);
  catalog.indicators();
  catalog.close();
  return [...bodies][0];
}

function editionOf(catalog: Catalog, slug: string): string {
  const model = catalog.rule(slug);
  assert.deepEqual(catalog.syntax(slug), { query: model?.body, functions: [], tables: [] });
  assert.ok(Buffer.from(catalog.raw(slug) ?? []).includes(model?.body.trim() ?? '?'));
  return model?.body.trim() ?? '';
}

test('killed at any moment, the store is the old or the new one', { timeout: 180_000 }, async (t) => {
  const folder = new Folder(t);
  const rules = 40;
  const write = (text: string) => {
    for (let i = 0; i < rules; i++) folder.write(`${i}.yaml`, ruleText(guid(i), text));
  };
  write('Edition0');
  await folder.ingest();
  let current = 'Edition0';
  // The last run that was not killed tells how long one takes, so that kills fall into the whole of one, its end above all.
  write('Edition1');
  const whole = performance.now();
  await once(start(folder), 'exit');
  let duration = performance.now() - whole;
  current = edition(folder, rules);
  assert.equal(current, 'Edition1');
  const seen = { old: 0, new: 0 };
  for (let round = 2; round < 27; round++) {
    write(`Edition${round}`);
    const started = performance.now();
    const child = start(folder);
    const timer = setTimeout(() => child.kill('SIGKILL'), duration * (0.5 + (round / 27) * 0.6));
    const [code] = await once(child, 'exit');
    clearTimeout(timer);
    if (code === 0) duration = performance.now() - started;
    const now = edition(folder, rules);
    assert.ok(now === current || now === `Edition${round}`, `${now} after ${current} and Edition${round}`);
    seen[now === current ? 'old' : 'new']++;
    current = now;
  }
  t.diagnostic(`${seen.old} times the old, ${seen.new} times the new store`);
  assert.ok(seen.old > 0, 'no kill came in time');
  write('Last');
  await folder.ingest();
  assert.equal(edition(folder, rules), 'Last');
  const packs = readdirSync(folder.store).filter((name) => name.endsWith('.pack'));
  assert.ok(packs.length <= 2, `leftovers: ${packs}`);
  assert.deepEqual(
    readdirSync(folder.store).filter((name) => name === 'lock' || name.startsWith('index.json.')),
    [],
  );
});

test('two writers: the second is refused while the first is alive', async (t) => {
  const folder = new Folder(t);
  const unlock = lockStore(folder.store);
  await assert.rejects(folder.ingest(), refused('store-locked'));
  const child = start(folder);
  const [[text]] = await Promise.all([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  assert.match(String(text), new RegExp(`store-locked.*process ${process.pid}`));
  unlock();
  assert.equal((await folder.ingest()).files, 0);
});

test('the lock of a process that is gone binds nobody, nor does its number in other hands', async (t) => {
  const folder = new Folder(t);
  mkdirSync(folder.store, { recursive: true });
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  const locks = [
    JSON.stringify({ pid: gone.pid, host: hostname(), started: '1' }),
    JSON.stringify({ pid: process.pid, host: hostname(), started: 'another time' }),
    'half a l',
  ];
  for (const lock of locks) {
    writeFileSync(join(folder.store, 'lock'), lock);
    lockStore(folder.store)();
  }
});

test('the lock of another machine binds while it is refreshed', (t) => {
  const folder = new Folder(t);
  mkdirSync(folder.store, { recursive: true });
  const lock = join(folder.store, 'lock');
  writeFileSync(lock, JSON.stringify({ pid: 1, host: 'another-machine', started: '1' }));
  assert.throws(() => lockStore(folder.store), refused('store-locked'));
  utimesSync(lock, new Date(), new Date(Date.now() - 120_000));
  lockStore(folder.store)();
});

test('a store that is not there, damaged or of another version is refused by name', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'T'));
  assert.throws(() => openCatalog(folder.store), refused('no-store'));
  await folder.ingest();
  const index = join(folder.store, 'index.json');
  const good = readFileSync(index, 'utf8');
  writeFileSync(index, good.slice(0, -9));
  assert.throws(() => openCatalog(folder.store), refused('store-damaged'));
  writeFileSync(index, good.replace(/"generation":"[^"]*"/, '"generation":"gone"'));
  assert.throws(() => openCatalog(folder.store), refused('store-damaged'));
  writeFileSync(index, good.replace(/"format":\d+/, '"format":0'));
  assert.throws(() => openCatalog(folder.store), refused('store-of-other-version'));
});

test('a damaged store is told of and made anew', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'T'));
  await folder.ingest();
  writeFileSync(join(folder.store, 'index.json'), '{');
  const summary = await folder.ingest();
  assert.deepEqual(
    summary.problems.map((problem) => problem.code),
    ['store-damaged'],
  );
  assert.deepEqual((await folder.ingest()).problems, []);
});

test('an opened catalog stays readable while later ingests replace the store', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'Before'));
  await folder.ingest();
  const catalog = openCatalog(folder.store);
  for (const edition of ['During', 'After', 'Later']) {
    folder.write('a.yaml', ruleText(guid(1), edition));
    await folder.ingest();
  }
  assert.equal(catalog.rule(guid(1))?.body.trim(), 'Before');
  catalog.close();
});
