import { activityPlugin, idsOf, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/activity-metrics-plugin */
export default activityPlugin('activity_metrics', {
  summary: 'Compares the ids of each window of time with those of the one before: new ones, and which share came back.',
  gap: 'a window without rows, no start and end, dimensions',
  constants: ['Start', 'End', 'Window'],
  dimensions: false,
  metrics: [
    { name: 'dcount_values', type: 'long' },
    { name: 'dcount_newvalues', type: 'long' },
    { name: 'retention_rate', type: 'real' },
    { name: 'churn_rate', type: 'real' },
  ],
  *run(appearances, [start, end, size]) {
    const windows = new Windows('activity_metrics', start, end, size);
    for (const [group, filled] of windows.filled(appearances).entries()) {
      let before = new Set<number>();
      for (const [window, rows] of filled.entries()) {
        const ids = idsOf(rows);
        const returned = [...ids].filter((id) => before.has(id)).length;
        const retention = before.size === 0 ? Number.NaN : returned / before.size;
        const counts = [BigInt(ids.size), BigInt(ids.size - returned)];
        yield { group, time: windows.timeOf(window), metrics: [...counts, retention, 1 - retention] };
        before = ids;
      }
    }
  },
});
