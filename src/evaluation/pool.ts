import { type ChildProcess, fork } from 'node:child_process';
import type { Problem } from '../base/problem.js';
import { tookTooLong, usedTooMuch } from './problems.js';

/** What a child answers: a result, or the problem that stood in its way. */
export type Outcome<Result> =
  | { readonly is: 'result'; readonly result: Result }
  | { readonly is: 'refused'; readonly problem: Problem };

export interface PoolOptions {
  /** The module that answers jobs sent to it as messages, one at a time. */
  readonly child: URL;
  readonly args: readonly string[];
  readonly size: number;
  /** Jobs that may wait. */
  readonly queue: number;
  /** Bytes of bodies that may be held at once. */
  readonly bytes: number;
  readonly seconds: number;
  readonly mebibytes: number;
}

interface Waiting<Result> {
  readonly job: unknown;
  readonly signal: AbortSignal;
  readonly settle: (outcome: Outcome<Result>) => void;
}

/**
 * Runs jobs in child processes: memory and endless loops of one cannot reach the server. A child that overruns is killed with its job
 * and replaced; a job whose client left is killed too.
 */
export class ChildPool<Result> {
  private readonly idle: ChildProcess[] = [];
  private readonly waiting: Waiting<Result>[] = [];
  private children = 0;
  private reservedJobs = 0;
  private reservedBytes = 0;

  constructor(private readonly options: PoolOptions) {}

  /** Holds room for a job; undefined when there is none. */
  reserve(
    bytes: number,
  ): { run(job: unknown, signal: AbortSignal): Promise<Outcome<Result>>; release(): void } | undefined {
    const { size, queue, bytes: most } = this.options;
    if (this.reservedJobs >= size + queue || this.reservedBytes + bytes > most) return undefined;
    this.reservedJobs++;
    this.reservedBytes += bytes;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      this.reservedJobs--;
      this.reservedBytes -= bytes;
    };
    return {
      release,
      run: (job, signal) =>
        new Promise<Outcome<Result>>((settle) => this.enqueue({ job, signal, settle })).finally(release),
    };
  }

  /** Ends all children; for the server's own end. */
  close(): void {
    for (const child of this.idle) child.kill('SIGKILL');
    this.idle.length = 0;
  }

  private enqueue(waiting: Waiting<Result>): void {
    this.waiting.push(waiting);
    this.next();
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const child = this.idle.pop() ?? (this.children < this.options.size ? this.start() : undefined);
      if (child === undefined) return;
      this.give(child, this.waiting.shift() as Waiting<Result>);
    }
  }

  private start(): ChildProcess {
    const { child, args, mebibytes } = this.options;
    this.children++;
    const started = fork(child, args, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${mebibytes}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.once('exit', () => {
      this.children--;
      const at = this.idle.indexOf(started);
      if (at >= 0) this.idle.splice(at, 1);
      this.next();
    });
    return started;
  }

  private give(child: ChildProcess, { job, signal, settle }: Waiting<Result>): void {
    const { seconds, mebibytes } = this.options;
    let done = false;
    const end = (outcome: Outcome<Result>) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', left);
      child.removeAllListeners('message');
      child.removeListener('exit', died);
      settle(outcome);
    };
    const kill = (problem: Problem) => {
      child.kill('SIGKILL');
      end({ is: 'refused', problem });
    };
    const left = () => kill(tookTooLong(0));
    const died = () => end({ is: 'refused', problem: usedTooMuch(mebibytes) });
    const timer = setTimeout(() => kill(tookTooLong(seconds)), seconds * 1000);
    signal.addEventListener('abort', left, { once: true });
    child.once('exit', died);
    child.once('message', (outcome: Outcome<Result>) => {
      this.idle.push(child);
      end(outcome);
      this.next();
    });
    if (signal.aborted) left();
    else child.send(job as never);
  }
}
