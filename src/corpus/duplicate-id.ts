import type { LintFinding } from '../analysis/index.js';
import type { RuleSummary } from './model.js';

/** Other rules of a rule's id: copies of it, or rules that Sentinel would take for it. */
export function duplicateId(rule: RuleSummary, others: readonly RuleSummary[]): readonly LintFinding[] {
  const [other] = others;
  if (other === undefined) return [];
  const isCopy = others.every(({ name }) => name.trim().toLowerCase() === rule.name.trim().toLowerCase());
  const more = others.length === 1 ? '' : `, and ${others.length - 1} more`;
  return [
    {
      code: 'duplicate-id',
      severity: isCopy ? 'quality' : 'validity',
      message: isCopy
        ? `The same rule lies in ${other.path}${more}, under the same id.`
        : `The rule '${other.name}' in ${other.path}${more} has the same id, by which Sentinel tells rules apart.`,
      span: { start: 0, end: 0 },
      fix: isCopy ? 'Keep one of them.' : 'Give one of them an id of its own.',
    },
  ];
}
