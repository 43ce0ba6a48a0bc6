import { Worker } from 'node:worker_threads';
import { invariant } from '../../base/invariant.js';
import type { Outcome, Reply, Request, Shared, Task } from './task.js';

/** What a thread is to do: it does that alone, so that V8 has but the code for that to optimise. */
export interface ThreadData {
  readonly does: 'parse' | 'analyse';
  /** The address of the module that does it (`ParsingDoor`, `AnalysisDoor`). */
  readonly module: string;
}

/** How the threads work. */
export interface ThreadOptions extends ThreadData {
  readonly threads: number;
  /** Unless told, that after which a query is given up. */
  readonly deadlineMs?: number;
}

/** A query that takes longer than this is given up. */
export const DEADLINE_MS = 20_000;

/** So many tasks wait in a thread, so that it is not idle between two. */
const IN_FLIGHT = 3;

/** A task, and who waits for what becomes of it. */
interface Order {
  readonly task: Task;
  readonly resolve: (outcome: Outcome) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly orders: Order[];
  ready: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Threads that do tasks in the order in which they are given; they get ready from the moment they are made. */
export class Threads {
  #options: ThreadOptions;
  #threads: Thread[] = [];
  #shared: Shared | undefined;
  readonly #waiting: Order[] = [];
  #failure: Error | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    for (let i = 0; i < options.threads; i++) this.#hire();
  }

  /** Tells what all later tasks may look up. */
  share(shared: Shared): void {
    this.#shared = shared;
    for (const { worker } of this.#threads) worker.postMessage({ is: 'shared', shared } satisfies Request);
  }

  /** Does a task. Where we have a bug, this and all later tasks are failures. */
  do(task: Task): Promise<Outcome> {
    return new Promise((resolve) => {
      if (this.#failure) return resolve({ is: 'failure', error: this.#failure });
      this.#waiting.push({ task, resolve });
      for (const thread of this.#threads) this.#feed(thread);
    });
  }

  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = [];
    for (const { timer } of threads) clearTimeout(timer);
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #hire(): void {
    const { does, module } = this.#options;
    const workerData: ThreadData = { does, module };
    // Syntax is much that soon is garbage: with more room for what is new, less of it is looked at.
    const resourceLimits = { maxYoungGenerationSizeMb: 64 };
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData, resourceLimits });
    const thread: Thread = { worker, orders: [], ready: false, timer: undefined };
    this.#threads.push(thread);
    worker.on('message', (reply: Reply) => this.#hear(thread, reply));
    worker.on('error', (error: Error) => this.#lose(thread, error));
    if (this.#shared) worker.postMessage({ is: 'shared', shared: this.#shared } satisfies Request);
    this.#feed(thread);
  }

  #feed(thread: Thread): void {
    while (thread.orders.length < IN_FLIGHT) {
      const order = this.#waiting.shift();
      if (order === undefined) return;
      thread.orders.push(order);
      thread.worker.postMessage(order.task satisfies Request);
      if (thread.orders.length === 1) this.#watch(thread);
    }
  }

  /** Gives up the thread's present task when its time is over. */
  #watch(thread: Thread): void {
    clearTimeout(thread.timer);
    const [order] = thread.orders;
    if (!thread.ready || order === undefined) return;
    const check = (): void => {
      if (thread.orders[0] === order && this.#threads.includes(thread)) this.#replace(thread, 'too-long');
    };
    // After a pause of this process the reply may lie there unread: look at what has come in before judging.
    thread.timer = setTimeout(() => setImmediate(check), this.#options.deadlineMs ?? DEADLINE_MS);
  }

  #hear(thread: Thread, reply: Reply): void {
    if (reply.is === 'ready') {
      thread.ready = true;
      this.#watch(thread);
      return;
    }
    const order = thread.orders.shift();
    invariant(order, 'a thread answers only its tasks');
    if (reply.is === 'failure') {
      const { path } = order.task.declaration.source;
      this.#fail(new Error(`The analysis of ${path} failed: ${reply.error.message}`, { cause: reply.error }), order);
      return;
    }
    this.#feed(thread);
    this.#watch(thread);
    order.resolve(reply);
  }

  #lose(thread: Thread, error: Error): void {
    const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (outOfMemory && thread.orders.length > 0) this.#replace(thread, 'too-deep');
    else this.#fail(error, ...thread.orders);
  }

  /** Gives up a thread's present task, and has a new thread do the others. */
  #replace(thread: Thread, is: 'too-long' | 'too-deep'): void {
    const [order, ...others] = thread.orders;
    clearTimeout(thread.timer);
    thread.worker.removeAllListeners();
    void thread.worker.terminate();
    this.#threads = this.#threads.filter((each) => each !== thread);
    this.#waiting.unshift(...others);
    this.#hire();
    order.resolve({ is });
  }

  #fail(error: Error, ...orders: readonly Order[]): void {
    this.#failure ??= error;
    const failure: Outcome = { is: 'failure', error: this.#failure };
    for (const { resolve } of [...orders, ...this.#waiting.splice(0)]) resolve(failure);
  }
}
