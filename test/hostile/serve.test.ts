import assert from 'node:assert/strict';
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '../cli/telltale.js';
import { idsOf, inGoodHealth, makeStore, post, refusedWith } from './site.js';

const queries = {
  counting: 'Events_CL | summarize n = count(), total = sum(Value)',
  endless: 'range x from 1 to 1000000000000 step 1 | where hash(x) == 1 | count',
  unreadable: 'Events_CL | where (Name == ',
};
const ids = idsOf(queries);
const files = {
  'broken.yaml': 'id: 0badc0de-0000-4000-8000-00000000ffff\nname: [never closed\nquery: Events_CL\n',
  'binary.yaml': 'id: \0\u0001\u0002: - [\t',
  'bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join()}]`)
    .join('\n')}\nquery: *j\n`,
};

describe('a served store', () => {
  let home: { home: string; store: string; rules: string };
  let server: { child: ChildProcess; address: string };
  before(async () => {
    home = await makeStore(queries, files);
    server = await startServer(home.rules, '--store', home.store);
  });
  after(() => {
    server.child.kill('SIGKILL');
    rmSync(home.home, { recursive: true, force: true });
  });

  const run = (id: string, body: string | Uint8Array) =>
    post(`${server.address}/rules/${id}/evaluate`, 'application/x-ndjson', body);
  const answerOf = async (path: string): Promise<unknown> =>
    (await fetch(`${server.address}${path}`, { headers: { accept: 'application/json' } })).json();

  it('has all rules but the files that cannot be read, which are problems', async () => {
    assert.equal(((await answerOf('/health')) as { rules: number }).rules, 3);
    const { problems } = (await answerOf('/problems')) as { problems: { path: string; line?: number }[] };
    for (const path of Object.keys(files))
      assert.ok(
        problems.some((problem) => problem.path === path),
        path,
      );
    const rule = (await answerOf(`/rules/${ids.unreadable}`)) as { evaluable: { is: string } };
    assert.equal(rule.evaluable.is, 'no');
    const refused = await refusedWith(await run(ids.unreadable, '{"Name":"a"}'), 422);
    assert.equal(refused.kind, 'syntax');
  });

  it('runs a rule on 50 MB of records while it stays well', async () => {
    const record = (i: number) => `${JSON.stringify({ Name: 'n'.repeat(450), Value: i, Other: `o${i}` })}\n`;
    const body = Buffer.from(Array.from({ length: 105_000 }, (_, i) => record(i)).join(''));
    assert.ok(body.length > 50_000_000);
    const started = performance.now();
    const answer = await inGoodHealth(server.address, () => run(ids.counting, body));
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    assert.deepEqual(JSON.parse(text).rows, [[105_000, (105_000 * 104_999) / 2]]);
    assert.ok(performance.now() - started < 15_000);
  });

  it('leaves no child behind, however it ends', async (context) => {
    if (!existsSync('/proc/self/task')) return context.skip('this system does not tell the children of a process');
    const { child } = server;
    const stuck = run(ids.endless, '');
    stuck.catch(() => {});
    await wait(500);
    const children = childrenOf(child.pid as number);
    assert.ok(children.length >= 2, 'one that works, and one to spare');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const deadline = Date.now() + 3000;
    while (children.some(lives) && Date.now() < deadline) await wait(20);
    assert.deepEqual(children.filter(lives), []);
  });
});

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

/** A process that has ended and that nobody has asked after lives no more. */
function lives(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
