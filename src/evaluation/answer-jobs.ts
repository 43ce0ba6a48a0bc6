import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ProblemError } from '../base/problem.js';
import type { Outcome } from './pool.js';
import { answerTooLarge, grewTooLarge } from './problems.js';

/** What a child tells its pool. */
export type Message<Result> =
  | { readonly is: 'ready' }
  /** `worn`: so much memory is in use that the next job had better have a new child. */
  | { readonly is: 'outcome'; readonly outcome: Outcome<Result>; readonly worn: boolean }
  | { readonly is: 'fault'; readonly stack: string };

const mebibyte = 1024 * 1024;

/** The longest answer, in characters of JSON: it goes through the memory of the server. */
const longestAnswer = 32 * mebibyte;

/** How JavaScript says that a value passes its own limits, whatever memory there is. */
const limitMessage = /call stack|length|allocation|size exceeded|longer than/i;

/** The child's half of a pool: answers one job at a time. The pool's last argument is how much memory there is. */
export function answerJobs<Job, Result>(answer: (job: Job) => Outcome<Result> | Promise<Outcome<Result>>): void {
  const most = Number(process.argv.at(-1)) * mebibyte;
  // Whoever asks the server for a page need not wait for runs.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  new Worker(new URL('./watch-worker.js', import.meta.url), { workerData: { parent: process.ppid, most } }).unref();
  const send = (message: Message<Result>) => process.send?.(message);
  process.on('message', async (job: Job) => {
    try {
      const outcome = await refusing(async () => bounded(await answer(job)));
      send({ is: 'outcome', outcome, worn: process.memoryUsage.rss() > most / 2 });
    } catch (error) {
      send({ is: 'fault', stack: error instanceof Error ? String(error.stack) : String(error) });
    }
  });
  send({ is: 'ready' });
}

async function refusing<Result>(answer: () => Promise<Outcome<Result>>): Promise<Outcome<Result>> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ProblemError) return { is: 'refused', problem: error.problem };
    if (error instanceof RangeError && limitMessage.test(error.message))
      return { is: 'refused', problem: grewTooLarge() };
    throw error;
  }
}

function bounded<Result>(outcome: Outcome<Result>): Outcome<Result> {
  return JSON.stringify(outcome).length > longestAnswer
    ? { is: 'refused', problem: answerTooLarge(longestAnswer) }
    : outcome;
}
