import type { EvaluationJob, EvaluationOutcome, Evaluator, Reservation } from '../../src/web/index.js';

/**
 * What stands at the other end of the evaluator's interface in these tests, which are about HTTP: it notes what it was
 * given and how its places were taken, and answers what the test tells it to.
 */
export class Pool implements Evaluator {
  readonly retryAfter = 7;
  places = 1;
  readonly jobs: EvaluationJob[] = [];
  readonly reserved: number[] = [];
  aborted = 0;
  /** Keeps jobs until they are aborted. */
  stuck = false;
  outcome: EvaluationOutcome = {
    is: 'refused',
    problem: { code: 'nothing', kind: 'request', message: 'Nothing to say.' },
  };
  private taken = 0;

  get free(): number {
    return this.places - this.taken;
  }

  async reserve(bytes: number): Promise<Reservation | undefined> {
    if (this.free <= 0) return undefined;
    this.taken++;
    this.reserved.push(bytes);
    let held = true;
    const release = () => {
      if (held) this.taken--;
      held = false;
    };
    return { release, run: (job, signal) => this.run(job, signal).finally(release) };
  }

  private async run(job: EvaluationJob, signal: AbortSignal): Promise<EvaluationOutcome> {
    this.jobs.push(job);
    if (this.stuck) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    if (signal.aborted) this.aborted++;
    return this.outcome;
  }
}
