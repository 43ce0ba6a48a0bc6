import type { Severity } from '../../rules/index.js';

/** A severity as the pages show it: pips by rank, and the word. */
export interface SeverityMark {
  readonly word: string;
  readonly rank: number;
}

const ranks: Readonly<Record<Severity, number>> = { High: 3, Medium: 2, Low: 1, Informational: 0 };

/** Higher is worse; a rule without severity comes last. */
export function severityRank(severity: Severity | null): number {
  return severity === null ? -1 : ranks[severity];
}

/** The mark of a severity; `undefined` where the rule declares none. */
export function severityMark(severity: Severity | null): SeverityMark | undefined {
  return severity === null ? undefined : { word: severity, rank: ranks[severity] };
}
