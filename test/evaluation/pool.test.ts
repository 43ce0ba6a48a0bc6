import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ChildPool, type Outcome, type PoolOptions } from '../../src/evaluation/index.js';

const patient = new AbortController().signal;
let pool: ChildPool<unknown>;

describe('a pool of children', () => {
  afterEach(() => pool.close());

  it('gives results and refusals, and keeps the child for the next job', async () => {
    open();
    const pid = await resultOf('pid');
    assert.equal(typeof pid, 'number');
    assert.match(await refusalOf('nothing'), /no rule 'nothing'/);
    assert.equal(await resultOf('pid'), pid);
  });

  it('kills a job at the end of its time and has the next child ready', async () => {
    open({ seconds: 2, args: ['600'] });
    const [first, replacement] = [refusalOf('loop'), resultOf('pid')];
    assert.match(await first, /limit of 2 seconds/);
    const ended = performance.now();
    await replacement;
    assert.ok(performance.now() - ended < 500, 'the spare had started while the other ran');
  });

  it('kills a child whose buffers and heap together are too large', async () => {
    open();
    assert.match(await refusalOf('buffers'), /more than the limit of 300 MiB/);
    assert.equal(typeof (await resultOf('pid')), 'number');
  });

  it('refuses values past the limits of the language, and answers that are too long', async () => {
    open();
    assert.match(await refusalOf('recurse'), /nested deeper/);
    assert.match(await refusalOf('grow'), /grew larger/);
    assert.match(await refusalOf('large'), /longer than the limit of 33,554,432 characters/);
  });

  it('does not hand a worn child to the next job', async () => {
    open();
    const pid = await resultOf('pid');
    assert.equal(await resultOf('wear'), 200 * 1024 * 1024);
    assert.notEqual(await resultOf('pid'), pid);
  });

  it('rejects with a fault of the child, and goes on with another', async () => {
    open();
    await assert.rejects(run('throw'), /a fault of ours/);
    assert.equal(typeof (await resultOf('pid')), 'number');
  });

  it('kills the job of a client that left, and forgets one that waited', async () => {
    open({ seconds: 60 });
    const leaving = new AbortController();
    const jobs = [run('loop', leaving.signal), run('loop', leaving.signal)];
    await wait(300);
    leaving.abort();
    for (const job of jobs) assert.match(problemOf(await job), /has left/);
    assert.match(problemOf(await run('pid', leaving.signal)), /has left/);
    assert.equal(typeof (await resultOf('pid')), 'number');
  });

  it('has room for so many jobs and so many bytes', async () => {
    open({ size: 1, queue: 1, bytes: 10, patience: 0 });
    const rooms = [await pool.reserve(6, patient), await pool.reserve(4, patient)];
    assert.ok(rooms.every((room) => room !== undefined));
    assert.equal(await pool.reserve(0, patient), undefined, 'no place');
    rooms[1]?.release();
    rooms[1]?.release();
    assert.equal(await pool.reserve(5, patient), undefined, 'no bytes');
    assert.notEqual(await pool.reserve(4, patient), undefined);
  });

  it('gives room that becomes free to who waits for it, the first first', async () => {
    open({ size: 1, queue: 0, bytes: 10, patience: 5000 });
    const first = await pool.reserve(6, patient);
    const leaving = new AbortController();
    const order: string[] = [];
    const waiting = (name: string, bytes: number, signal = patient) =>
      pool.reserve(bytes, signal).then((room) => {
        order.push(room === undefined ? `${name} left` : name);
        return room;
      });
    const asked = [waiting('a', 1, leaving.signal), waiting('b', 10), waiting('c', 1), waiting('too large', 11)];
    leaving.abort();
    await asked[0];
    first?.release();
    (await asked[1])?.release();
    await Promise.all(asked);
    assert.deepEqual(order, ['too large left', 'a left', 'b', 'c']);
  });

  it('refuses jobs when children die at their start, without starting them over and over', async () => {
    open({ args: ['broken'] });
    const [one, two] = await Promise.all([refusalOf('pid'), refusalOf('pid')]);
    assert.match(one, /could not start a process/);
    assert.match(two, /could not start a process/);
    const before = childrenOf(process.pid);
    await wait(400);
    assert.deepEqual(childrenOf(process.pid), before, 'nothing is started for nobody');
    assert.match(await refusalOf('pid'), /could not start a process/);
  });

  it('ends all children when it closes, and what they do and what waits', async () => {
    open({ seconds: 60 });
    const pid = await resultOf('pid');
    const jobs = [run('loop'), run('pid')];
    await wait(100);
    pool.close();
    for (const job of jobs) assert.match(problemOf(await job), /shutting down/);
    assert.match(await refusalOf('pid'), /shutting down/);
    assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
  });
});

function open(options: Partial<PoolOptions> = {}): void {
  pool = new ChildPool({
    child: new URL('./trouble-child.js', import.meta.url),
    args: ['0'],
    size: 1,
    queue: 4,
    bytes: 1000,
    patience: 0,
    seconds: 10,
    mebibytes: 300,
    ...options,
  });
}

async function run(deed: string, signal = patient): Promise<Outcome<unknown>> {
  const room = await pool.reserve(1, patient);
  assert.ok(room, 'there is room');
  try {
    return await room.run(deed, signal);
  } finally {
    room.release();
  }
}

async function resultOf(deed: string): Promise<unknown> {
  const outcome = await run(deed);
  assert.equal(outcome.is, 'result', JSON.stringify(outcome));
  return outcome.is === 'result' ? outcome.result : undefined;
}

async function refusalOf(deed: string): Promise<string> {
  return problemOf(await run(deed));
}

function problemOf(outcome: Outcome<unknown>): string {
  assert.equal(outcome.is, 'refused', JSON.stringify(outcome).slice(0, 200));
  return outcome.is === 'refused' ? outcome.problem.message : '';
}

/** The processes that one has started; none where the system does not tell. */
function childrenOf(pid: number): string[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ') : [];
}
