import { ProblemError } from '../base/problem.js';
import { formatDatetime } from '../kql/index.js';
import type { Rule } from '../rules/index.js';
import type { RuleRun } from './evaluate-rule.js';
import type { Replay, RuleEvaluation } from './model.js';
import { manyRuns, noSchedule } from './problems.js';

const ticksPerSecond = 10_000_000n;
const mostRuns = 1000;

/** Runs a rule at each time of its schedule between two times; the answer is that of the first run that fired, else of the last. */
export function replayOf(
  run: RuleRun,
  { queryFrequency, queryPeriod, suppression }: Rule,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Omit<RuleEvaluation, 'elapsedMs'> {
  if (queryFrequency === null || queryPeriod === null || queryFrequency.seconds === 0)
    throw new ProblemError(noSchedule());
  const every = BigInt(queryFrequency.seconds) * ticksPerSecond;
  const count = to < from ? 0 : Number((to - from) / every) + 1;
  if (count > mostRuns) throw new ProblemError(manyRuns(count, mostRuns));
  const pause = suppression?.enabled ? BigInt(suppression.duration?.seconds ?? 0) * ticksPerSecond : 0n;
  const runs: Replay['runs'][number][] = [];
  let shown: Omit<RuleEvaluation, 'elapsedMs'> | undefined;
  let quietUntil: bigint | undefined;
  for (let place = 0; place < Math.max(count, 1); place++) {
    const now = from + BigInt(place) * every;
    if (quietUntil !== undefined && now < quietUntil) {
      runs.push({ now: formatDatetime(now), verdict: 'suppressed', count: 0, alerts: [] });
      continue;
    }
    const answer = run.at(now, now - run.periodTo(now));
    const { verdict, alerts, trigger } = answer;
    runs.push({ now: answer.now, verdict, count: trigger.count, alerts });
    if (verdict === 'alert') quietUntil = now + pause;
    if (shown?.verdict !== 'alert') shown = answer;
  }
  return {
    ...(shown as Omit<RuleEvaluation, 'elapsedMs'>),
    replay: {
      from: formatDatetime(from),
      to: formatDatetime(to),
      frequencySeconds: queryFrequency.seconds,
      periodSeconds: queryPeriod.seconds,
      gapSeconds: Math.max(0, queryFrequency.seconds - queryPeriod.seconds),
      overlapSeconds: Math.max(0, queryPeriod.seconds - queryFrequency.seconds),
      runs,
    },
  };
}
