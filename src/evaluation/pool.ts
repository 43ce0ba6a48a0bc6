import { type ChildProcess, fork } from 'node:child_process';
import type { Problem } from '../base/problem.js';
import type { Message } from './answer-jobs.js';
import { cannotStart, clientLeft, shuttingDown, tookTooLong, usedTooMuch } from './problems.js';

/** What a child answers: a result, or the problem that stood in its way. */
export type Outcome<Result> =
  | { readonly is: 'result'; readonly result: Result }
  | { readonly is: 'refused'; readonly problem: Problem };

export interface PoolOptions {
  /** The module that answers jobs, one at a time, through `answerJobs`. */
  readonly child: URL;
  readonly args: readonly string[];
  /** Jobs that may run at once. */
  readonly size: number;
  /** Jobs that may wait. */
  readonly queue: number;
  /** Bytes of bodies that may be held at once. */
  readonly bytes: number;
  /** How long who finds no room may wait for some, in milliseconds. */
  readonly patience: number;
  /** How long a job may run. */
  readonly seconds: number;
  /** How much memory a child may have. */
  readonly mebibytes: number;
}

/** Room for a job, held until it is released. */
interface Room<Result> {
  /** Runs the job; aborting `signal` kills it. A fault of the child's code rejects. */
  run(job: unknown, signal: AbortSignal): Promise<Outcome<Result>>;
  release(): void;
}

interface Job<Result> {
  readonly content: unknown;
  readonly settle: (outcome: Outcome<Result>) => void;
  readonly fail: (error: Error) => void;
  /** Takes it out of the queue or, once it runs, kills it. */
  refuse: (problem: Problem) => void;
}

/** Who waits for room. */
interface Asker<Result> {
  readonly bytes: number;
  readonly answer: (room: Room<Result> | undefined) => void;
}

/** The part of a child's memory that JavaScript's own values may take; the rest is for buffers and code. */
const heapPart = 0.75;

/** How long a child may take to open what it works on. */
const startSeconds = 30;

/**
 * Runs jobs in child processes: memory and endless loops of one cannot reach the server. A child that overruns is killed with its job, and
 * one more than is busy is always ready, so that no job waits for a start. Only a job starts children again once a start has failed.
 */
export class ChildPool<Result> {
  private readonly starting = new Set<ChildProcess>();
  private readonly idle: ChildProcess[] = [];
  private readonly busy = new Set<ChildProcess>();
  private readonly waiting = new Set<Job<Result>>();
  private readonly asking = new Set<Asker<Result>>();
  private heldJobs = 0;
  private heldBytes = 0;
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.keepSpare();
  }

  /** Holds room for a job, the first that asks first; undefined when there is none for a while, or nobody asks any more. */
  async reserve(bytes: number, signal: AbortSignal): Promise<Room<Result> | undefined> {
    if (this.asking.size === 0 && this.hasRoom(bytes)) return this.hold(bytes);
    const { bytes: most, patience } = this.options;
    if (bytes > most || signal.aborted) return undefined;
    return new Promise((resolve) => {
      const answer = (room: Room<Result> | undefined): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        this.asking.delete(asker);
        resolve(room);
      };
      const asker: Asker<Result> = { bytes, answer };
      const leave = () => answer(undefined);
      const timer = setTimeout(leave, patience);
      signal.addEventListener('abort', leave);
      this.asking.add(asker);
    });
  }

  private hasRoom(bytes: number): boolean {
    const { size, queue, bytes: most } = this.options;
    return this.heldJobs < size + queue && this.heldBytes + bytes <= most;
  }

  private hold(bytes: number): Room<Result> {
    this.heldJobs++;
    this.heldBytes += bytes;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.heldJobs--;
        this.heldBytes -= bytes;
        for (const asker of this.asking) {
          if (!this.hasRoom(asker.bytes)) break;
          asker.answer(this.hold(asker.bytes));
        }
      },
      run: (content, signal) => this.enqueue(content, signal),
    };
  }

  /** Kills all children, with what they do; for the server's own end. */
  close(): void {
    this.closed = true;
    for (const asker of this.asking) asker.answer(undefined);
    this.refuseWaiting(shuttingDown());
    for (const child of [...this.starting, ...this.idle, ...this.busy]) child.kill('SIGKILL');
  }

  private enqueue(content: unknown, signal: AbortSignal): Promise<Outcome<Result>> {
    let left = () => {};
    return new Promise<Outcome<Result>>((settle, fail) => {
      const job: Job<Result> = {
        content,
        settle,
        fail,
        refuse: (problem) => {
          this.waiting.delete(job);
          settle({ is: 'refused', problem });
        },
      };
      left = () => job.refuse(clientLeft());
      signal.addEventListener('abort', left);
      this.waiting.add(job);
      if (signal.aborted) left();
      if (this.closed) job.refuse(shuttingDown());
      this.next();
    }).finally(() => signal.removeEventListener('abort', left));
  }

  private next(): void {
    for (const job of this.waiting) {
      const child = this.busy.size < this.options.size ? this.idle.pop() : undefined;
      if (child === undefined) break;
      this.waiting.delete(job);
      this.give(child, job);
    }
    this.keepSpare();
  }

  private keepSpare(): void {
    if (!this.closed && this.idle.length === 0 && this.starting.size === 0) this.start();
  }

  private start(): void {
    const { child: module, args, mebibytes } = this.options;
    let child: ChildProcess;
    try {
      child = fork(module, [...args, String(mebibytes)], {
        serialization: 'advanced',
        // A run makes much that soon is garbage: with more room for what is new, less of it is looked at.
        execArgv: [`--max-old-space-size=${Math.round(mebibytes * heapPart)}`, '--max-semi-space-size=64'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
    } catch {
      this.startFailed();
      return;
    }
    this.starting.add(child);
    const late = setTimeout(() => child.kill('SIGKILL'), startSeconds * 1000);
    child.once('message', () => {
      clearTimeout(late);
      this.starting.delete(child);
      this.idle.push(child);
      this.next();
    });
    const gone = () => {
      clearTimeout(late);
      const at = this.idle.indexOf(child);
      if (at >= 0) this.idle.splice(at, 1);
      if (this.starting.delete(child)) this.startFailed();
    };
    child.once('exit', gone);
    // Without a listener an error of the channel would end the server. A process that could not be made has no exit.
    child.on('error', gone);
  }

  /** Jobs wait on for children that work; where there are none, starting again and again would help nobody. */
  private startFailed(): void {
    if (this.idle.length + this.busy.size === 0) this.refuseWaiting(cannotStart());
  }

  private refuseWaiting(problem: Problem): void {
    for (const job of [...this.waiting]) job.refuse(problem);
  }

  private give(child: ChildProcess, job: Job<Result>): void {
    const { seconds, mebibytes } = this.options;
    this.busy.add(child);
    const end = (finish: () => void, reusable: boolean) => {
      if (!this.busy.delete(child)) return;
      clearTimeout(timer);
      child.removeListener('message', answered).removeListener('exit', died).removeListener('error', died);
      if (reusable && !this.closed) this.idle.push(child);
      else child.kill('SIGKILL');
      finish();
      this.next();
    };
    job.refuse = (problem) => end(() => job.settle({ is: 'refused', problem }), false);
    const died = () => job.refuse(this.closed ? shuttingDown() : usedTooMuch(mebibytes));
    const answered = (message: Message<Result>) => {
      if (message.is === 'outcome') end(() => job.settle(message.outcome), !message.worn);
      else end(() => job.fail(new Error(message.is === 'fault' ? message.stack : 'a child started twice')), false);
    };
    const timer = setTimeout(() => job.refuse(tookTooLong(seconds)), seconds * 1000);
    child.once('exit', died).once('error', died).once('message', answered);
    child.send(job.content as never, (error) => {
      if (error !== null) died();
    });
  }
}
