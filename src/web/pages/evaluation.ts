import type { Problem } from '../../base/problem.js';
import type { RuleModel, RuleSummary } from '../../corpus/index.js';
import type { Evaluation, EvaluationAlert, EvaluationOutcome } from '../evaluator.js';
import { type Cell, cellOf } from '../helpers/cell.js';
import { type QueryLine, queryLines } from '../helpers/kql-lines.js';
import { link } from '../helpers/link.js';
import { triggerInWords } from '../helpers/reading.js';
import { type RuleRow, ruleRow } from '../helpers/rule-row.js';
import { type RunFields, type RunForm, runForm } from '../helpers/run-form.js';
import { threadPath } from '../helpers/thread.js';
import { moment, number, quantity, tacticTitle } from '../helpers/words.js';

interface Verdict {
  /** The pennant streams, droops or splits. */
  readonly tone: 'fire' | 'calm' | 'doubt';
  readonly fires: boolean;
  readonly calm: boolean;
  readonly title: string;
  readonly sentence: string;
  readonly hint?: string;
}

interface AlertView {
  readonly title: string;
  readonly description: string;
  readonly severity: string | null;
  readonly rank: number;
  readonly tactics: string;
  readonly entities: readonly { readonly type: string; readonly span: number; readonly lead: boolean; readonly identifier: string; readonly cell: Cell }[];
  readonly details: readonly { readonly name: string; readonly cell: Cell }[];
}

/** The page of a run. */
export interface EvaluationPage {
  readonly rule: RuleRow;
  readonly verdict: Verdict;
  readonly stages: readonly { readonly ordinal: number; readonly kind: string; readonly lines: readonly QueryLine[]; readonly rowsIn: string; readonly rowsOut: string; readonly path: string }[];
  readonly trigger?: { readonly rows: string; readonly path: string; readonly words: string; readonly reached: boolean };
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
const severities = ['Informational', 'Low', 'Medium', 'High'];
/** Builds the page of a run from what came of it. */
export function evaluationPage(rule: RuleModel, summary: RuleSummary, outcome: EvaluationOutcome, fields?: RunFields): EvaluationPage {
  const result = outcome.is === 'result' ? outcome.result : undefined;
  const most = Math.max(1, ...(result?.stages ?? []).map((stage) => Math.max(stage.rowsIn, stage.rowsOut)));
  const invalid = outcome.is === 'refused' && outcome.problem.kind === 'request' ? outcome.problem.message : undefined;
  return {
    rule: ruleRow(summary),
    verdict: outcome.is === 'result' ? verdictOf(outcome.result) : refusedVerdict(outcome.problem),
    stages: (result?.stages ?? []).map((stage, place) => ({
      ordinal: place + 1, kind: stage.kind,
      lines: linesOf(rule, stage.index, stage.text),
      rowsIn: number(stage.rowsIn), rowsOut: number(stage.rowsOut),
      path: threadPath(stage.rowsIn, stage.rowsOut, most),
    })),
    ...(result === undefined ? {} : {
      trigger: {
        rows: quantity(result.trigger.count, 'row'), reached: result.verdict === 'alert', words: triggerInWords(result.trigger),
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

function verdictOf(result: Evaluation): Verdict {
  const { count } = result.trigger;
  const rows = `${quantity(count, 'result row')}, and the rule fires on ${triggerInWords(result.trigger)}.`;
  const whole = result.problems.length === 0 ? 'All stages were run.' : `${quantity(result.problems.length, 'problem')} below.`;
  const sentence = `${rows} ${whole}`;
  if (result.verdict === 'alert') {
    const alerts = quantity(Math.max(result.alerts.length, 1), 'alert');
    return { tone: 'fire', fires: true, calm: false, title: `Fires: ${alerts} from ${quantity(count, 'row')}`, sentence };
  }
  return { tone: 'calm', fires: false, calm: true, title: 'Does not fire', sentence };
}

function refusedVerdict({ kind, message, hint }: Problem): Verdict {
  const title = kind === 'request' ? 'The records could not be read' : kind === 'limit' ? 'Stopped at a limit' : 'Undecided';
  return { tone: 'doubt', fires: false, calm: false, title, sentence: message, ...(hint === undefined ? {} : { hint }) };
}

function linesOf(rule: RuleModel, index: number, text: string): QueryLine[] {
  const stage = rule.stages.find((one) => one.index === index);
  const lines = stage && stage.text === text ? queryLines(rule.body, rule.tokens, stage.span) : queryLines(text, []);
  return lines.slice(0, 6);
}

function alertView(alert: EvaluationAlert): AlertView {
  return {
    title: alert.title, description: alert.description, severity: alert.severity,
    rank: severities.indexOf(alert.severity ?? ''), tactics: alert.tactics.map(tacticTitle).join(', '),
    entities: alert.entities.flatMap(({ type, fields }) =>
      Object.entries(fields).map(([identifier, value], place, all) => ({ type, span: all.length, lead: place === 0, identifier, cell: cellOf(value) })),
    ),
    details: Object.entries(alert.customDetails).map(([name, value]) => ({ name, cell: cellOf(value) })),
  };
}

function moreRowsOf(result: Evaluation | undefined): string {
  if (result === undefined) return '';
  const more = result.trigger.count - Math.min(result.rows.length, rowsShown);
  return more > 0 ? `${quantity(more, 'row')} more, of ${number(result.trigger.count)}` : '';
}
