import type { Problem } from '../../base/problem.js';
import type { Evaluation, EvaluationOutcome } from '../evaluator.js';
import { triggerInWords } from './reading.js';
import { quantity } from './words.js';

/** What came of a run, in a heading and a sentence. */
export interface Verdict {
  /** The pennant streams, droops or splits. */
  readonly tone: 'fire' | 'calm' | 'doubt';
  readonly fires: boolean;
  readonly calm: boolean;
  readonly title: string;
  readonly sentence: string;
  readonly hint?: string;
}

/** The verdict of an outcome; `dropped` says how many records were. */
export function verdictOf(outcome: EvaluationOutcome, dropped = ''): Verdict {
  return outcome.is === 'result' ? reached(outcome.result, dropped) : refused(outcome.problem);
}

function reached(result: Evaluation, dropped: string): Verdict {
  const { count } = result.trigger;
  const rows = `${quantity(count, 'result row')}, and the rule fires on ${triggerInWords(result.trigger)}.`;
  const whole =
    result.problems.length === 0 ? 'All stages were run.' : `${quantity(result.problems.length, 'problem')} below.`;
  const sentence = [rows, dropped, whole].filter((part) => part !== '').join(' ');
  if (result.verdict === 'alert') {
    const alerts = quantity(Math.max(result.alerts.length, 1), 'alert');
    return {
      tone: 'fire',
      fires: true,
      calm: false,
      title: `Fires: ${alerts} from ${quantity(count, 'row')}`,
      sentence,
    };
  }
  return { tone: 'calm', fires: false, calm: true, title: 'Does not fire', sentence };
}

function refused({ kind, message, hint }: Problem): Verdict {
  const title =
    kind === 'request' ? 'The records could not be read' : kind === 'limit' ? 'Stopped at a limit' : 'Undecided';
  return {
    tone: 'doubt',
    fires: false,
    calm: false,
    title,
    sentence: message,
    ...(hint === undefined ? {} : { hint }),
  };
}
