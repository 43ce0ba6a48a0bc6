import type { Analysis } from '../analysis/index.js';
import type { Rule } from '../rules/index.js';
import type { Classification } from './model.js';

/** Says what kind of rule it is for its reader, and from what that is known. */
export function classify(rule: Pick<Rule, 'kind'>, analysis: Pick<Analysis, 'tables'>): Classification {
  if (rule.kind === 'hunting') return { is: 'hunting', because: 'It is a query for hunters, not run on a schedule.' };
  if (rule.kind === 'exploration') {
    return { is: 'exploration', because: 'It is a query that explores from an entity, not run on a schedule.' };
  }
  if (analysis.tables.length > 0 && analysis.tables.every((table) => table === 'SecurityAlert')) {
    return { is: 'alert-feed', because: 'It reads nothing but the alerts of other products.' };
  }
  return { is: 'detection', because: rule.kind === 'nrt' ? 'It runs in near real time.' : 'It runs on a schedule.' };
}
