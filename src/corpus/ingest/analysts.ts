import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { invariant } from '../../base/invariant.js';
import type { AnalysedEntry, Reply, Request, Shared, Task } from './analysis-task.js';

/** What became of a task: its result, or that it took too long or was too deep. */
export type Outcome = { readonly task: Task } & (
  | { readonly is: 'rule'; readonly entry: AnalysedEntry }
  | { readonly is: 'function'; readonly syntax: Uint8Array }
  | { readonly is: 'too-long' | 'too-deep' }
);

/** How the threads work. */
export interface AnalystOptions {
  readonly threads: number;
  /** The module that analyses. */
  readonly analysis: URL;
  readonly deadlineMs: number;
}

/** A query that takes longer than this is given up. */
export const DEADLINE_MS = 20_000;

/** A few threads suffice: each loads the parser, and the parser is most of the work. */
export const MOST_THREADS = Math.min(2, availableParallelism());

/** So many tasks wait in a thread, so that it is not idle between two. */
const IN_FLIGHT = 3;

interface Thread {
  readonly worker: Worker;
  readonly tasks: Task[];
  ready: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Threads that analyse rules; they load the parser from the moment they are made. */
export class Analysts {
  #options: AnalystOptions;
  #threads: Thread[] = [];
  #shared: Shared | undefined;
  #waiting: Task[] = [];
  #open = 0;
  #report: (outcome: Outcome) => void = () => {};
  #end: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #failure: Error | undefined;

  constructor(options: AnalystOptions) {
    this.#options = options;
    for (let i = 0; i < options.threads; i++) this.#hire();
  }

  /** Does all tasks, the first first, and reports each as it is done. */
  run(shared: Shared, tasks: readonly Task[], report: (outcome: Outcome) => void): Promise<void> {
    invariant(this.#end === undefined, 'the analysts work on one run');
    this.#shared = shared;
    this.#waiting = tasks.toReversed();
    this.#open = tasks.length;
    this.#report = report;
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      if (tasks.length === 0) return resolve();
      this.#end = { resolve, reject };
      for (const thread of this.#threads) this.#brief(thread);
    });
  }

  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = [];
    for (const { timer } of threads) clearTimeout(timer);
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #hire(): void {
    const { analysis } = this.#options;
    const worker = new Worker(new URL('./analysis-worker.js', import.meta.url), {
      workerData: { analysis: analysis.href },
    });
    const thread: Thread = { worker, tasks: [], ready: false, timer: undefined };
    this.#threads.push(thread);
    worker.on('message', (reply: Reply) => this.#hear(thread, reply));
    worker.on('error', (error: Error) => this.#lose(thread, error));
    if (this.#shared) this.#brief(thread);
  }

  #brief(thread: Thread): void {
    thread.worker.postMessage({ is: 'shared', shared: this.#shared } as Request);
    this.#feed(thread);
  }

  #feed(thread: Thread): void {
    while (thread.tasks.length < IN_FLIGHT) {
      const task = this.#waiting.pop();
      if (task === undefined) break;
      thread.tasks.push(task);
      thread.worker.postMessage(task);
    }
    clearTimeout(thread.timer);
    if (thread.ready && thread.tasks.length > 0) {
      const [task] = thread.tasks;
      const check = (): void => {
        if (thread.tasks[0] === task && this.#threads.includes(thread)) this.#replace(thread, 'too-long');
      };
      // After a pause of this process the reply may lie there unread: look at what has come in before judging.
      thread.timer = setTimeout(() => setImmediate(check), this.#options.deadlineMs);
    }
  }

  #hear(thread: Thread, reply: Reply): void {
    if (reply.is === 'ready') {
      thread.ready = true;
      if (this.#shared) this.#feed(thread);
      return;
    }
    const task = thread.tasks.shift();
    invariant(task, 'a thread answers only its tasks');
    if (reply.is === 'bug') {
      const { path } = task.is === 'rule' ? task.rule.source : task.function.source;
      this.#fail(new Error(`The analysis of ${path} failed: ${reply.error.message}`, { cause: reply.error }));
    } else {
      this.#feed(thread);
      this.#finish({ ...reply, task });
    }
  }

  #finish(outcome: Outcome): void {
    if (this.#failure) return;
    try {
      this.#report(outcome);
    } catch (error) {
      this.#fail(error as Error);
    }
    this.#open--;
    if (this.#open > 0) return;
    this.#end?.resolve();
    this.#end = undefined;
  }

  #lose(thread: Thread, error: Error): void {
    const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (outOfMemory && thread.tasks.length > 0) this.#replace(thread, 'too-deep');
    else this.#fail(error);
  }

  /** Gives up a thread's present task, and has a new thread do the others. */
  #replace(thread: Thread, is: 'too-long' | 'too-deep'): void {
    const [task, ...others] = thread.tasks;
    clearTimeout(thread.timer);
    thread.worker.removeAllListeners();
    void thread.worker.terminate();
    this.#threads = this.#threads.filter((each) => each !== thread);
    this.#waiting.push(...others.reverse());
    this.#finish({ is, task });
    if (this.#open > 0) this.#hire();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#end?.reject(this.#failure);
  }
}
