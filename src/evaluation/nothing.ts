import type { RunnableRule } from './model.js';

/** Operators that give no row when none comes in; for `summarize` that is so with keys only. */
const quiet = new Set(
  (
    'where extend project project-away project-keep project-rename project-reorder project-by-names distinct serialize sort top take ' +
    'sample join lookup union mv-expand mv-apply parse parse-where parse-kv render as invoke'
  ).split(' '),
);

/** Whether a query that reads empty tables only has an empty result: rows come from nothing in `print`, in `count` and the like. */
export function givesNothingFromNothing({ syntax, function: functionNamed }: RunnableRule): boolean {
  const called = new Set<string>();
  const waiting: unknown[] = [syntax];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    const { is, name, by, parameters } = part as { is?: unknown; name?: unknown; by?: unknown; parameters?: unknown };
    const isOperator = typeof is === 'string' && 'span' in part && Array.isArray(parameters) && is !== 'function';
    if (isOperator && is === 'summarize') {
      if (!Array.isArray(by) || by.length === 0) return false;
    } else if (isOperator && is !== 'query_parameters' && !quiet.has(is)) return false;
    if (is === 'datatable' || is === 'externaldata' || is === 'unknown' || is === 'pattern') return false;
    if (is === 'call' && typeof name === 'string' && /^_getwatchlist/i.test(name)) return false;
    if ((is === 'call' || is === 'name') && typeof name === 'string' && !called.has(name)) {
      called.add(name);
      const shared = functionNamed(name);
      if (shared !== undefined) waiting.push(shared.body);
    }
    for (const value of Object.values(part)) if (value !== undefined) waiting.push(value);
  }
  return true;
}
