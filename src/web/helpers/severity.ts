import type { Severity } from '../../rules/index.js';

const ranks: Readonly<Record<Severity, number>> = { High: 3, Medium: 2, Low: 1, Informational: 0 };

/** Higher is worse; a rule without severity comes last. */
export function severityRank(severity: Severity | null): number {
  return severity === null ? -1 : ranks[severity];
}
