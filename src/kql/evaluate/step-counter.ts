import type { Span } from '../../base/span.js';
import type { Plan } from '../plan/nodes.js';
import type { Batch } from '../types/table.js';

/** What a piece of the query's own text did: the rows that came in and went out, and the time that it took itself. */
export interface StepCount {
  readonly span: Span;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly ms: number;
}

interface Step {
  readonly span: Span;
  /** The outermost of the nodes that the piece of text became. */
  readonly outermost: Plan;
  rowsIn: number;
  rowsOut: number;
  ms: number;
}

/** A node whose next batch is being made. */
interface Frame {
  readonly plan: Plan;
  readonly step: Step | undefined;
  /** The time that went to other nodes. */
  elsewhere: number;
}

/** Counts what every operator of a query reads and gives while it runs. */
export class StepCounter {
  private readonly steps = new Map<string, Step>();
  private readonly frames: Frame[] = [];

  constructor(private readonly clock: () => number) {}

  /** The batches of a node, counted on their way. */
  *count(plan: Plan, batches: Iterable<Batch>): Generator<Batch> {
    const frame: Frame = { plan, step: this.stepOf(plan), elsewhere: 0 };
    const iterator = batches[Symbol.iterator]();
    let done = false;
    try {
      for (;;) {
        const next = this.timed(frame, () => iterator.next());
        if (next.done === true) break;
        this.pass(frame, next.value.length);
        yield next.value;
      }
      done = true;
    } finally {
      if (!done) iterator.return?.();
    }
  }

  get counts(): StepCount[] {
    return [...this.steps.values()].map(({ span, rowsIn, rowsOut, ms }) => ({ span, rowsIn, rowsOut, ms }));
  }

  /** The text of a function is not the query's own. */
  private stepOf(plan: Plan): Step | undefined {
    if (plan.within !== undefined) return undefined;
    const key = `${plan.span.start}-${plan.span.end}`;
    let step = this.steps.get(key);
    if (step === undefined) {
      step = { span: plan.span, outermost: plan, rowsIn: 0, rowsOut: 0, ms: 0 };
      this.steps.set(key, step);
    }
    return step;
  }

  private timed<T>(frame: Frame, work: () => T): T {
    const started = this.clock();
    frame.elsewhere = 0;
    this.frames.push(frame);
    try {
      return work();
    } finally {
      this.frames.pop();
      const took = this.clock() - started;
      if (frame.step !== undefined) frame.step.ms += took - frame.elsewhere;
      const outer = this.frames.at(-1);
      if (outer !== undefined) outer.elsewhere += took;
    }
  }

  private pass({ plan, step }: Frame, rows: number): void {
    if (step?.outermost === plan) step.rowsOut += rows;
    const reader = this.frames.at(-1);
    if (reader?.step !== undefined && reader.step !== step && inputsOf(reader.plan).includes(plan))
      reader.step.rowsIn += rows;
  }
}

/** What a node reads row by row; the right side of a join is what its rows are held against. */
function inputsOf(plan: Plan): readonly Plan[] {
  if ('input' in plan) return [plan.input];
  if ('inputs' in plan) return plan.inputs;
  return 'left' in plan ? [plan.left] : [];
}
