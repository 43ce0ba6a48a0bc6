import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '../cli/telltale.js';
import { asking, evaluated, idsOf, inGoodHealth, lines, makeRules, post, refusedWith } from './site.js';

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
  const rules = makeRules(queries, files);
  let server: { child: ChildProcess; address: string };
  before(async () => {
    server = await startServer(rules.folder, '--store', rules.store);
  });
  after(() => {
    server.child.kill('SIGKILL');
    rules.remove();
  });

  const run = (id: string, body: string | Uint8Array, init?: RequestInit) =>
    post(`${server.address}/rules/${id}/evaluate`, 'application/x-ndjson', body, init);
  const answerOf = async (path: string): Promise<unknown> =>
    (await fetch(`${server.address}${path}`, { headers: asking })).json();

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
    const thousand = Array.from({ length: 1000 }, (_, i) => ({ Name: 'n'.repeat(450), Value: i, Other: `o${i}` }));
    const body = Buffer.from(`${lines(thousand)}\n`.repeat(105));
    assert.ok(body.length > 50_000_000);
    const started = performance.now();
    const answer = await inGoodHealth(server.address, () => run(ids.counting, body));
    assert.deepEqual((await evaluated(answer)).rows, [[105_000, 105 * 499_500]]);
    assert.ok(performance.now() - started < 15_000);
  });

  it('stops at once for a client that leaves', async (context) => {
    if (!tellsChildren) return context.skip(noChildren);
    const before = childrenAtWork();
    const leaving = new AbortController();
    const left = run(ids.endless, '', { signal: leaving.signal });
    left.catch(() => {});
    await wait(500);
    leaving.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.ok(await comesTrue(() => before.some((pid) => !lives(pid))), 'the child is killed');
    const answer = await inGoodHealth(server.address, () => run(ids.counting, '{"Value":1}'));
    assert.deepEqual((await evaluated(answer)).rows, [[1, 1]]);
  });

  it('leaves no child behind when it is killed', async (context) => {
    if (!tellsChildren) return context.skip(noChildren);
    const stuck = run(ids.endless, '');
    stuck.catch(() => {});
    await wait(500);
    const children = childrenAtWork();
    server.child.kill('SIGKILL');
    await once(server.child, 'exit');
    assert.ok(await comesTrue(() => !children.some(lives)), 'all are gone');
  });

  /** The processes that the server has started: one that works or may, and one to spare. */
  function childrenAtWork(): number[] {
    const { pid } = server.child;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    assert.ok(children.length > 0);
    return children;
  }
});

const tellsChildren = existsSync('/proc/self/task');
const noChildren = 'this system does not tell the children of a process';

async function comesTrue(condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await wait(20);
  }
  return true;
}

/** A process that has ended and that nobody has asked after lives no more. */
function lives(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  return stat !== '' && !/\) Z /.test(stat);
}
