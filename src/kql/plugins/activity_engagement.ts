import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { activityPlugin, idsOf, Windows } from './timeline.js';

/** @see https://learn.microsoft.com/kusto/query/activity-engagement-plugin */
export default activityPlugin('activity_engagement', {
  summary: 'Compares the ids of each window of time with those of the longer one that reaches back from it.',
  gap: 'rows at the end or shortly before the start, an outer window that is no multiple of the inner one, no start and end, dimensions',
  constants: ['Start', 'End', 'InnerActivityWindow', 'OuterActivityWindow'],
  maySpanAll: true,
  dimensions: false,
  metrics: [
    { name: 'dcount_activities_inner', type: 'long' },
    { name: 'dcount_activities_outer', type: 'long' },
    { name: 'activity_ratio', type: 'real' },
  ],
  *run(appearances, [start, end, size, outer]) {
    const windows = new Windows('activity_engagement', start, end, size);
    const length = Number(outer / size);
    if (outer % size !== 0n || length < 1) refuse('an outer window that is no multiple of the inner one');
    if (appearances.some(({ time }) => time === end)) refuse('a row at the end');
    if (appearances.some(({ time }) => time < start && time >= start - outer)) refuse('rows shortly before the start');
    for (const [group, filled] of windows.grouped(appearances).entries())
      for (const [window, rows] of filled.entries()) {
        if (rows.length === 0) continue;
        const inner = idsOf(rows).size;
        const reached = idsOf(filled.slice(Math.max(window + 1 - length, 0), window + 1).flat()).size;
        const metrics = [BigInt(inner), BigInt(reached), inner / reached];
        yield { group, times: [windows.timeOf(window)], metrics };
      }
  },
});

function refuse(what: string): never {
  return raise(problems.unsupported('activity_engagement', undefined, what));
}
