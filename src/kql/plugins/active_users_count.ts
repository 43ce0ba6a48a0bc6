import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { type Appearance, activityPlugin, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/active-users-count-plugin */
export default activityPlugin('active_users_count', {
  summary:
    'Counts in each bin of time the ids that appeared in enough periods of the window that reaches back from there.',
  gap: 'times that do not lie on the edges of periods',
  constants: ['Start', 'End', 'LookbackWindow', 'Period', 'ActivePeriodsCount', 'Bin'],
  dimensions: true,
  metrics: [{ name: 'dcount', type: 'long' }],
  *run(appearances, [start, end, lookback, period, enough, size]) {
    const bins = new Windows('active_users_count', start, end, size);
    if (period <= 0n || lookback % period !== 0n || appearances.some(({ time }) => (time - start) % period !== 0n))
      raise(problems.unsupported('active_users_count', undefined, 'times that do not lie on the edges of periods'));
    const times = new Map<string, Set<bigint>>();
    const user = ({ id, group }: Appearance) => `${group} ${id}`;
    for (const each of appearances) times.set(user(each), (times.get(user(each)) ?? new Set()).add(each.time));
    const active: Set<number>[][] = [];
    for (const each of appearances) {
      const { id, group, time } = each;
      const bin = bins.of(time);
      if (bin < 0 || bin >= bins.count) continue;
      const near = [...(times.get(user(each)) ?? [])].filter((other) => other <= time && other > time - lookback);
      if (near.length < enough) continue;
      active[group] ??= [];
      active[group][bin] ??= new Set();
      active[group][bin].add(id);
    }
    for (const [group, counts] of active.entries())
      for (const [bin, ids] of (counts ?? []).entries())
        if (ids !== undefined) yield { group, times: [bins.timeOf(bin)], metrics: [BigInt(ids.size)] };
  },
});
