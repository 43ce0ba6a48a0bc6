import { activityPlugin, idsOf, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/activity-counts-metrics-plugin */
export default activityPlugin('activity_counts_metrics', {
  summary: 'Counts rows, different ids, new ids and all ids so far in each window of time.',
  gap: 'a window without rows',
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
    for (const [group, filled] of windows.filled(appearances).entries()) {
      const seen = new Set<number>();
      for (const [window, rows] of (filled ?? []).entries()) {
        const ids = idsOf(rows);
        const before = seen.size;
        for (const id of ids) seen.add(id);
        const metrics = [rows.length, ids.size, seen.size - before, seen.size].map(BigInt);
        yield { group, time: windows.timeOf(window), metrics };
      }
    }
  },
});
