import { activityPlugin, idsOf, Windows } from './timeline.js';

const gap = 'a window without rows of some dimensions';

/** @see https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin */
export default activityPlugin('activity_counts_metrics', {
  summary: 'Counts rows, different ids, new ids and all ids so far in each window of time.',
  gap,
  constants: ['Start', 'End', 'Window'],
  dimensions: true,
  metrics: [
    { name: 'count', type: 'long' },
    { name: 'dcount', type: 'long' },
    { name: 'new_dcount', type: 'long' },
    { name: 'aggregated_dcount', type: 'long' },
  ],
  *run(appearances, [start, end, size]) {
    const windows = new Windows('activity_counts_metrics', start, end, size);
    const isDivided = appearances.some(({ group }) => group > 0);
    const groups = isDivided ? windows.filled(appearances, gap) : windows.grouped(appearances);
    for (const [group, filled] of groups.entries()) {
      const seen = new Set<number>();
      for (const [window, rows] of (filled ?? []).entries()) {
        if (rows.length === 0) continue;
        const ids = idsOf(rows);
        const before = seen.size;
        for (const id of ids) seen.add(id);
        const metrics = [rows.length, ids.size, seen.size - before, seen.size].map(BigInt);
        yield { group, times: [windows.timeOf(window)], metrics };
      }
    }
  },
});
