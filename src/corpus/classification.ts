import type { Analysis } from '../analysis/index.js';
import type { Rule } from '../rules/index.js';
import type { Classification } from './model.js';

/** Tables in which Azure and Sentinel write how collection itself goes. */
const HEALTH: ReadonlySet<string> = new Set(['Operation', 'SentinelHealth', 'Usage']);
/** `<Your Watchlist Name>`: what its user is to replace. */
const PLACEHOLDER = /^<[A-Za-z][\w .-]*>$/;

/** Says what kind of rule it is for its reader, and from what that is known. */
export function classify(
  rule: Pick<Rule, 'kind'>,
  analysis: Pick<Analysis, 'tables' | 'parameters' | 'indicators' | 'exclusions'>,
): Classification {
  const { tables } = analysis;
  if (rule.kind === 'hunting') return { is: 'hunting', because: 'It is a query for hunters, not run on a schedule.' };
  if (rule.kind === 'exploration')
    return { is: 'exploration', because: 'It is a query that explores from an entity, not run on a schedule.' };
  const placeholder = placeholderIn(analysis);
  if (placeholder !== undefined)
    return { is: 'template', because: `It works once ${placeholder} is replaced by what it stands for.` };
  if (tables.length > 0 && tables.every((table) => table === 'SecurityAlert'))
    return { is: 'alert-feed', because: 'It reads nothing but the alerts of other products.' };
  if (tables.length > 0 && tables.every((table) => HEALTH.has(table) || isWatchedHeartbeat(table, analysis)))
    return { is: 'health-monitoring', because: `It watches whether data arrives: ${tables.join(', ')}.` };
  return { is: 'detection', because: rule.kind === 'nrt' ? 'It runs in near real time.' : 'It runs on a schedule.' };
}

/** Heartbeats are also an inventory of machines: who asks when they came asks whether they stay away. */
function isWatchedHeartbeat(table: string, { indicators }: Pick<Analysis, 'indicators'>): boolean {
  return table === 'Heartbeat' && indicators.some(({ field }) => field === 'TimeGenerated');
}

/** A parameter, or a value that a field must have, which is but a name in angle brackets. */
function placeholderIn({
  parameters,
  indicators,
  exclusions,
}: Pick<Analysis, 'parameters' | 'indicators' | 'exclusions'>): string | undefined {
  const whole = [...indicators, ...exclusions].filter(({ kind }) => kind === 'eq' || kind === 'in');
  const values = [...parameters.flatMap(({ value }) => value), ...whole.map(({ value }) => value)];
  return values.find((value): value is string => typeof value === 'string' && PLACEHOLDER.test(value));
}
