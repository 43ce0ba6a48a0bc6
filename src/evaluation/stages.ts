import type { StepCount } from '../kql/index.js';
import type { RunnableRule, StageRun } from './model.js';

/** The rows that came into each stage and left it: those of the first and the last operator inside it. */
export function stageRuns({ stages }: RunnableRule, steps: readonly StepCount[], posted: number): StageRun[] {
  const runs = stages
    .filter(({ kind }) => kind !== 'let')
    .map(({ index, kind, text, span }) => {
      const inside = steps.filter((step) => step.span.start >= span.start && step.span.end <= span.end);
      const [last] = inside.toSorted((a, b) => b.span.end - a.span.end || a.span.start - b.span.start);
      // Operators inside another's brackets (the body of mv-apply) do not read what comes into the stage.
      const first = inside
        .filter((step) => !inside.some((other) => holds(other, step)))
        .toSorted((a, b) => a.span.start - b.span.start)[0];
      const ms = inside.reduce((sum, step) => sum + step.ms, 0);
      return { index, kind, text, rowsIn: first?.rowsIn, rowsOut: last?.rowsOut, ms };
    });
  let rowsIn = posted;
  return runs.map((run, place) => {
    const isSource = place === 0;
    const comesIn = isSource ? posted : (run.rowsIn ?? rowsIn);
    // A source that is a let or a function has no operator of its own: what the next stage reads left it.
    const goesOut = run.rowsOut ?? runs[place + 1]?.rowsIn ?? (isSource ? 0 : comesIn);
    rowsIn = goesOut;
    return { ...run, rowsIn: comesIn, rowsOut: goesOut, ms: Math.round(run.ms * 1000) / 1000 };
  });
}

function holds(outer: StepCount, inner: StepCount): boolean {
  return outer !== inner && outer.span.start < inner.span.start && outer.span.end >= inner.span.end;
}
