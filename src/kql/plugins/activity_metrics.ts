import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { activityPlugin, idsOf, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/activity-metrics-plugin */
export default activityPlugin('activity_metrics', {
  summary: 'Compares the ids of each window of time with those of the one before: new ones, and which share came back.',
  gap: 'the rates of the first window, a window without rows, no start and end, dimensions',
  constants: ['Start', 'End', 'Window'],
  maySpanAll: true,
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
        const retention = returned / before.size;
        const rates = window === 0 ? [ofTheFirst, ofTheFirst] : [retention, 1 - retention];
        const metrics = [BigInt(ids.size), BigInt(ids.size - returned), ...rates];
        yield { group, times: [windows.timeOf(window)], metrics };
        before = ids;
      }
    }
  },
});

/** Microsoft's page prints NaN and NaN for them, an engine of 2020 printed 1 and 0. */
function ofTheFirst(): never {
  return raise(problems.unsupported('activity_metrics', undefined, 'the rates of the first window'));
}
