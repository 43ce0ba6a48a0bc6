import type { RuleModel, RuleSummary } from '../../corpus/index.js';
import type { Evaluation, EvaluationOutcome } from '../evaluator.js';
import { type AlertView, alertView } from '../helpers/alert-view.js';
import { type Cell, cellOf } from '../helpers/cell.js';
import { type FateGroup, fatesOf } from '../helpers/fates.js';
import { lineAt } from '../helpers/kql-lines.js';
import { link } from '../helpers/link.js';
import { type ProblemView, problemView } from '../helpers/problem-view.js';
import { triggerInWords } from '../helpers/reading.js';
import { type ReplayView, replayView } from '../helpers/replay-view.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { type RunFields, type RunForm, runForm } from '../helpers/run-form.js';
import { type RunStage, runStages } from '../helpers/run-stages.js';
import { threadPath } from '../helpers/thread.js';
import { type Verdict, verdictOf } from '../helpers/verdict.js';
import { listed, moment, number, quantity } from '../helpers/words.js';

/** The page of a run. */
export interface EvaluationPage {
  readonly rule: RuleRow;
  readonly verdict: Verdict;
  readonly stages: readonly RunStage[];
  readonly trigger?: {
    readonly rows: string;
    readonly path: string;
    readonly words: string;
    readonly reached: boolean;
  };
  readonly window?: string;
  readonly alerts: readonly AlertView[];
  readonly foldedAlerts: readonly AlertView[];
  readonly moreAlerts: number;
  /** What the alerts become, in sentences. */
  readonly incidents: readonly string[];
  readonly replay?: ReplayView;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly { readonly ordinal: number; readonly cells: readonly Cell[] }[];
  readonly rowCount: string;
  readonly moreRows: string;
  readonly fates: readonly FateGroup[];
  /** Whether records of several tables were posted, so that a number alone does not name a record. */
  readonly severalTables: boolean;
  readonly problems: readonly ProblemView[];
  readonly form: RunForm;
  readonly runAction: string;
  readonly recordsOf: string;
  readonly invalid?: string;
}

const rowsShown = 50;
const alertsShown = 5;
const alertsFolded = 45;

/** Builds the page of a run from what came of it. */
export function evaluationPage(
  rule: RuleModel,
  summary: RuleSummary,
  outcome: EvaluationOutcome,
  fields?: RunFields,
): EvaluationPage {
  const result = outcome.is === 'result' ? outcome.result : undefined;
  const most = Math.max(1, ...(result?.stages ?? []).map((stage) => Math.max(stage.rowsIn, stage.rowsOut)));
  const shown = Math.min(result?.rows.length ?? 0, rowsShown);
  const fates = result && fatesOf(rule, result, shown);
  const alerts = (result?.alerts ?? []).map((alert) => alertView(alert, shown));
  const invalid = outcome.is === 'refused' && outcome.problem.kind === 'request' ? outcome.problem.message : undefined;
  return {
    rule: ruleRow(summary),
    verdict: verdictOf(outcome, fates?.dropped),
    stages: result === undefined ? [] : runStages(rule, result, most),
    ...(result === undefined
      ? {}
      : {
          trigger: {
            rows: quantity(result.trigger.count, 'row'),
            reached: result.verdict === 'alert',
            words: triggerInWords(result.trigger),
            path: threadPath(result.trigger.count, result.trigger.count, most),
          },
          window: windowInWords(result),
        }),
    alerts: alerts.slice(0, alertsShown),
    foldedAlerts: alerts.slice(alertsShown, alertsShown + alertsFolded),
    moreAlerts: Math.max(0, alerts.length - alertsShown - alertsFolded),
    incidents: incidentsInWords(result),
    ...(result?.replay === undefined ? {} : { replay: replayView(result.replay) }),
    columns: result?.columns ?? [],
    rows: (result?.rows ?? [])
      .slice(0, rowsShown)
      .map((row, place) => ({ ordinal: place + 1, cells: row.map(cellOf) })),
    rowCount: quantity(result?.trigger.count ?? 0, 'row'),
    moreRows: moreRowsOf(result),
    fates: fates?.groups ?? [],
    severalTables: new Set(result?.explanation?.map(({ table }) => table)).size > 1,
    problems: (result?.problems ?? []).map((problem) => problemView(problem, (offset) => lineAt(rule.body, offset))),
    form: runForm(fields),
    runAction: link.run(rule.slug),
    recordsOf: rule.tables.length === 1 ? `Records of ${rule.tables[0]}` : 'Records',
    ...(invalid === undefined ? {} : { invalid }),
  };
}

function windowInWords({ now, window: { from, to } }: Evaluation): string {
  const since = from.startsWith('0001-01-01') ? '' : ` from ${moment(from)}`;
  return `Now is ${moment(now)}; records${since} up to ${moment(to)} count.`;
}

function incidentsInWords(result: Evaluation | undefined): string[] {
  const incidents = (result?.incidents ?? []).map(
    ({ title, alerts }) => `"${title}"${alerts.length > 1 ? ` of ${alerts.length} alerts` : ''}`,
  );
  return [
    ...(incidents.length === 0
      ? []
      : [
          incidents.length > 3
            ? `${quantity(incidents.length, 'incident')} would be opened.`
            : `${incidents.length === 1 ? 'One incident' : quantity(incidents.length, 'incident')} would be opened: ${listed(incidents)}.`,
        ]),
    ...(result?.suppressedUntil === undefined
      ? []
      : [`Then the rule would not run until ${moment(result.suppressedUntil)}.`]),
  ];
}

function moreRowsOf(result: Evaluation | undefined): string {
  if (result === undefined) return '';
  const more = result.trigger.count - Math.min(result.rows.length, rowsShown);
  return more > 0 ? `${quantity(more, 'row')} more, of ${number(result.trigger.count)}` : '';
}
