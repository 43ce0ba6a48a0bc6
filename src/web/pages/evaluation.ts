import type { Problem } from '../../base/problem.js';
import type { RuleModel, RuleSummary } from '../../corpus/index.js';
import type { Evaluation, EvaluationOutcome } from '../evaluator.js';
import { type AlertView, alertView } from '../helpers/alert-view.js';
import { type Cell, cellOf } from '../helpers/cell.js';
import { link } from '../helpers/link.js';
import { triggerInWords } from '../helpers/reading.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { type RunFields, type RunForm, runForm } from '../helpers/run-form.js';
import { type StageText, stageText } from '../helpers/stage-item.js';
import { threadPath } from '../helpers/thread.js';
import { type Verdict, verdictOf } from '../helpers/verdict.js';
import { moment, number, quantity } from '../helpers/words.js';

/** The page of a run. */
export interface EvaluationPage {
  readonly rule: RuleRow;
  readonly verdict: Verdict;
  readonly stages: readonly (StageText & {
    readonly ordinal: number;
    readonly kind: string;
    readonly rowsIn: string;
    readonly rowsOut: string;
    readonly path: string;
  })[];
  readonly trigger?: {
    readonly rows: string;
    readonly path: string;
    readonly words: string;
    readonly reached: boolean;
  };
  readonly window?: { readonly now: string; readonly from: string; readonly to: string };
  readonly alerts: readonly AlertView[];
  readonly moreAlerts: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: string;
  readonly moreRows: string;
  readonly problems: readonly Problem[];
  readonly form: RunForm;
  readonly runAction: string;
  readonly recordsOf: string;
  readonly invalid?: string;
}

const rowsShown = 50;
const alertsShown = 5;

/** Builds the page of a run from what came of it. */
export function evaluationPage(
  rule: RuleModel,
  summary: RuleSummary,
  outcome: EvaluationOutcome,
  fields?: RunFields,
): EvaluationPage {
  const result = outcome.is === 'result' ? outcome.result : undefined;
  const most = Math.max(1, ...(result?.stages ?? []).map((stage) => Math.max(stage.rowsIn, stage.rowsOut)));
  const invalid = outcome.is === 'refused' && outcome.problem.kind === 'request' ? outcome.problem.message : undefined;
  return {
    rule: ruleRow(summary),
    verdict: verdictOf(outcome),
    stages: (result?.stages ?? []).map((stage, place) => ({
      ordinal: place + 1,
      kind: stage.kind,
      ...stageText(rule, stage),
      rowsIn: number(stage.rowsIn),
      rowsOut: number(stage.rowsOut),
      path: threadPath(stage.rowsIn, stage.rowsOut, most),
    })),
    ...(result === undefined
      ? {}
      : {
          trigger: {
            rows: quantity(result.trigger.count, 'row'),
            reached: result.verdict === 'alert',
            words: triggerInWords(result.trigger),
            path: threadPath(result.trigger.count, result.trigger.count, most),
          },
          window: { now: moment(result.now), from: moment(result.window.from), to: moment(result.window.to) },
        }),
    alerts: (result?.alerts ?? []).slice(0, alertsShown).map(alertView),
    moreAlerts: Math.max(0, (result?.alerts.length ?? 0) - alertsShown),
    columns: result?.columns ?? [],
    rows: (result?.rows ?? []).slice(0, rowsShown).map((row) => row.map(cellOf)),
    rowCount: quantity(result?.trigger.count ?? 0, 'row'),
    moreRows: moreRowsOf(result),
    problems: result?.problems ?? [],
    form: runForm(fields),
    runAction: link.run(rule.slug),
    recordsOf: rule.tables.length === 1 ? `Records of ${rule.tables[0]}` : 'Records',
    ...(invalid === undefined ? {} : { invalid }),
  };
}

function moreRowsOf(result: Evaluation | undefined): string {
  if (result === undefined) return '';
  const more = result.trigger.count - Math.min(result.rows.length, rowsShown);
  return more > 0 ? `${quantity(more, 'row')} more, of ${number(result.trigger.count)}` : '';
}
