import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { activityPlugin, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/sliding-window-counts-plugin */
export default activityPlugin('sliding_window_counts', {
  summary:
    'Counts the rows and different ids of each bin of time together with the bins that its window reaches back to.',
  gap: 'a window that is no multiple of the bin, rows older than the first window, bins of a week, month or year',
  constants: ['Start', 'End', 'LookbackWindow', 'Bin'],
  dimensions: true,
  metrics: [
    { name: 'Count', type: 'long' },
    { name: 'Dcount', type: 'long' },
  ],
  *run(appearances, [start, end, lookback, size]) {
    const bins = new Windows('sliding_window_counts', start, end, size);
    const length = Number(lookback / size);
    if (lookback % size !== 0n || length < 1)
      raise(problems.unsupported('sliding_window_counts', undefined, 'a window that is no multiple of its bin'));
    const groups: { count: bigint; ids: Set<number> }[][] = [];
    for (const { id, group, time } of appearances) {
      const bin = bins.of(time);
      if (bin >= bins.count) continue;
      if (bin + length <= 0)
        raise(problems.unsupported('sliding_window_counts', undefined, 'rows older than the first window'));
      groups[group] ??= [];
      for (let at = Math.max(bin, 0); at < Math.min(bin + length, bins.count); at++) {
        groups[group][at] ??= { count: 0n, ids: new Set() };
        groups[group][at].count++;
        groups[group][at].ids.add(id);
      }
    }
    for (const [group, counts] of groups.entries())
      for (const [bin, found] of (counts ?? []).entries())
        if (found !== undefined)
          yield { group, times: [bins.timeOf(bin)], metrics: [found.count, BigInt(found.ids.size)] };
  },
});
