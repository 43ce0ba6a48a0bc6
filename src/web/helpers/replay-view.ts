import type { Replay } from '../../evaluation/index.js';
import { moment, number, quantity } from './words.js';

/** The runs of a schedule, as the page of a run shows them. */
export interface ReplayView {
  readonly sentence: string;
  readonly runs: readonly ReplayRun[];
  readonly folded: readonly ReplayRun[];
}

interface ReplayRun {
  readonly now: string;
  readonly tone: 'fire' | 'calm' | 'doubt';
  readonly word: string;
  readonly rows: string;
  readonly alerts: string;
}

const runsShown = 25;
const outcomes = {
  alert: { tone: 'fire', word: 'Fires' },
  'no-alert': { tone: 'calm', word: 'Does not fire' },
  suppressed: { tone: 'doubt', word: 'Suppressed' },
} as const;

/** The view of a replay. */
export function replayView({ from, to, gapSeconds, overlapSeconds, runs }: Replay): ReplayView {
  const fired = runs.filter(({ verdict }) => verdict === 'alert').length;
  const cover =
    gapSeconds > 0
      ? ` Between two runs lie ${quantity(gapSeconds, 'second')} that no run looks at.`
      : overlapSeconds > 0
        ? ` Two runs that follow each other share ${quantity(overlapSeconds, 'second')}: a record there can raise two alerts.`
        : ' Every moment is looked at once.';
  const rows = runs.map(({ now, verdict, count, alerts }) => ({
    now: moment(now),
    ...outcomes[verdict],
    rows: number(count),
    alerts: number(alerts.length),
  }));
  return {
    sentence: `${number(fired)} of ${quantity(runs.length, 'run')} from ${moment(from)} to ${moment(to)} ${fired === 1 ? 'fires' : 'fire'}.${cover}`,
    runs: rows.slice(0, runsShown),
    folded: rows.slice(runsShown),
  };
}
