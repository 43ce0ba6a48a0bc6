import type { RuleModel } from '../../corpus/index.js';
import type { Fate } from '../../evaluation/index.js';
import type { Evaluation } from '../evaluator.js';
import { type StageText, stageText } from './stage-item.js';
import { threadPath } from './thread.js';
import { number, quantity, shortened } from './words.js';

/** A stage after a run: the rows in and out, the time, and the predicates that kept records out. */
export interface RunStage extends StageText {
  readonly ordinal: number;
  readonly kind: string;
  readonly rowsIn: string;
  readonly rowsOut: string;
  readonly time: string;
  /** The outline of the thread. */
  readonly path: string;
  readonly deciding: readonly { readonly predicate: string; readonly words: string }[];
}

const decidingShown = 3;

/** The stages of a run; `most` is the number of rows at which the thread is widest. */
export function runStages(rule: RuleModel, result: Evaluation, most: number): RunStage[] {
  const fates = (result.explanation ?? []).map(({ fate }) => fate);
  return result.stages.map((stage) => {
    const deciders = decidersOf(fates.filter((fate) => fate.stage === stage.index));
    return {
      ordinal: stage.index + 1,
      kind: stage.kind,
      ...stageText(
        rule,
        stage,
        deciders.map(({ span }) => span),
      ),
      rowsIn: number(stage.rowsIn),
      rowsOut: number(stage.rowsOut),
      time: timeInWords(stage.ms),
      path: threadPath(stage.rowsIn, stage.rowsOut, most),
      deciding: deciders.map(({ predicate, count, near }) => ({
        predicate: shortened(predicate, 80),
        words: `kept ${quantity(count, 'record')} out${near === 0 ? '' : `, ${number(near)} of them by itself`}`,
      })),
    };
  });
}

/** The predicates that kept most records out. */
function decidersOf(fates: readonly Fate[]) {
  const found = new Map<number, { predicate: string; span: NonNullable<Fate['span']>; count: number; near: number }>();
  for (const { predicate, span, near } of fates) {
    if (predicate === undefined || span === undefined) continue;
    const decider = found.get(span.start) ?? { predicate, span, count: 0, near: 0 };
    found.set(span.start, decider);
    decider.count++;
    if (near) decider.near++;
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count).slice(0, decidingShown);
}

function timeInWords(ms: number): string {
  return ms < 0.1 ? 'under 0.1 ms' : `${ms < 10 ? ms.toFixed(1) : number(Math.round(ms))} ms`;
}
