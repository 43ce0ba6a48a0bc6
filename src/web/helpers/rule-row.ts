import type { RuleSummary } from '../../corpus/index.js';
import { link } from './link.js';
import { severityRank } from './severity.js';
import { tacticTitle } from './words.js';

/** A name with its page. */
export interface Linked {
  readonly name: string;
  readonly href: string;
  readonly title?: string;
}

/** A rule as a row of a list. */
export interface RuleRow {
  readonly slug: string;
  readonly name: string;
  readonly href: string;
  readonly severity: RuleSummary['severity'];
  readonly rank: number;
  readonly kind: string;
  readonly tactics: readonly Linked[];
  readonly techniques: readonly Linked[];
  readonly tables: readonly Linked[];
  readonly moreTables: number;
  readonly stages: number;
  readonly indicators: number;
  readonly evaluable: RuleSummary['evaluable'];
  /** What to say of a rule that cannot be run whole. */
  readonly notRun?: string;
  readonly path: string;
}

const tablesShown = 3;

/** A rule's summary as a row. */
export function ruleRow(rule: RuleSummary): RuleRow {
  return {
    slug: rule.slug,
    name: rule.name,
    href: link.rule(rule.slug),
    severity: rule.severity,
    rank: severityRank(rule.severity),
    kind: rule.kind,
    tactics: rule.tactics.map((name) => ({ name, href: link.tactic(name), title: tacticTitle(name) })),
    techniques: rule.techniques.map((id) => ({ name: id, href: link.technique(id) })),
    tables: rule.tables.slice(0, tablesShown).map((name) => ({ name, href: link.table(name) })),
    moreTables: Math.max(0, rule.tables.length - tablesShown),
    stages: rule.counts.stages,
    indicators: rule.counts.indicators + rule.counts.exclusions,
    evaluable: rule.evaluable,
    ...(rule.evaluable === 'fully' ? {} : { notRun: rule.evaluable === 'no' ? 'cannot be run' : 'runs in part' }),
    path: rule.path,
  };
}

/** Rules as rows, worst first, then by name. */
export function ruleRows(rules: readonly RuleSummary[]): RuleRow[] {
  return [...rules]
    .sort(
      (left, right) =>
        severityRank(right.severity) - severityRank(left.severity) || left.name.localeCompare(right.name, 'en'),
    )
    .map(ruleRow);
}
