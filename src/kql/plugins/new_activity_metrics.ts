import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { activityPlugin, idsOf, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/new-activity-metrics-plugin */
export default activityPlugin('new_activity_metrics', {
  summary: 'Follows the ids that are new in a window of time through that window and each later one.',
  gap: 'a window without new ids, a window that begins at the end, dimensions, a lookback',
  constants: ['Start', 'End', 'Window'],
  optional: 'Cohort',
  dimensions: false,
  times: (name) => [`from_${name}`, `to_${name}`],
  metrics: [
    { name: 'dcount_new_values', type: 'long' },
    { name: 'dcount_retained_values', type: 'long' },
    { name: 'dcount_churn_values', type: 'long' },
    { name: 'retention_rate', type: 'real' },
    { name: 'churn_rate', type: 'real' },
  ],
  *run(appearances, [start, end, size, cohort]) {
    const windows = new Windows('new_activity_metrics', start, end, size);
    if ((end - start) % size === 0n) refuse('a window that begins at the end');
    if (cohort !== undefined && (cohort < start || cohort > end || (cohort - start) % size !== 0n))
      refuse('a cohort that is not the start of a window');
    const chosen = cohort === undefined ? undefined : windows.of(cohort);
    for (const [group, filled] of windows.grouped(appearances).entries()) {
      const ids = filled.map(idsOf);
      const seen = new Set<number>();
      for (let from = 0; from < ids.length; from++) {
        const before = new Set(seen);
        const fresh = [...ids[from]].filter((id) => !before.has(id));
        for (const id of fresh) seen.add(id);
        if (chosen !== undefined && from !== chosen) continue;
        if (fresh.length === 0) refuse('a window without new ids');
        for (let to = from; to < ids.length; to++) {
          const known = to === from ? before : seen;
          const added = [...ids[to]].filter((id) => !known.has(id)).length;
          const retained = fresh.filter((id) => ids[to].has(id)).length;
          const churned = fresh.length - retained;
          const counts = [added, retained, churned].map(BigInt);
          const metrics = [...counts, retained / fresh.length, churned / fresh.length];
          yield { group, times: [windows.timeOf(from), windows.timeOf(to)], metrics };
        }
      }
    }
  },
});

function refuse(what: string): never {
  return raise(problems.unsupported('new_activity_metrics', undefined, what));
}
