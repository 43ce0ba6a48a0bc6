import type { Catalog, RuleModel } from '../../corpus/index.js';
import { type Cell, cellOf } from '../helpers/cell.js';
import { durationInWords, lastInWords } from '../helpers/duration.js';
import { type EntityRow, entityRows } from '../helpers/entity-rows.js';
import { facetValueTitle } from '../helpers/facets.js';
import { type IndicatorGroup, indicatorGroups } from '../helpers/indicator-groups.js';
import { lineAt, type QueryLine, queryLines } from '../helpers/kql-lines.js';
import { link } from '../helpers/link.js';
import { type ProblemView, problemView } from '../helpers/problem-view.js';
import { type Phrase, readingOf, triggerInWords } from '../helpers/reading.js';
import { type RelatedRule, relatedTo } from '../helpers/related.js';
import type { Linked } from '../helpers/rule-row.js';
import { type RunForm, runForm } from '../helpers/run-form.js';
import { type SavedTestRows, savedTestRows } from '../helpers/saved-tests.js';
import { severityRank } from '../helpers/severity.js';
import { type SimilarRule, similarTo } from '../helpers/similar.js';
import { type StageItem, stageItem } from '../helpers/stage-item.js';
import { number, quantity, shortened, tacticTitle } from '../helpers/words.js';
import type { SavedTestResult } from '../site.js';

/** The page of one rule. */
export interface RulePage {
  readonly rule: RuleModel;
  readonly href: string;
  readonly crumbs: readonly Linked[];
  readonly reading: readonly Phrase[];
  readonly description: readonly string[];
  readonly severity: RuleModel['severity'];
  readonly rank: number;
  readonly kind: string;
  readonly schedule?: string;
  readonly fires?: string;
  readonly perRow: boolean;
  readonly twins: readonly Linked[];
  /** Whether its query runs here, in words. */
  readonly runs: string;
  readonly cannotRun?: { readonly title: string; readonly because: readonly ProblemView[] };
  readonly lines: readonly QueryLine[];
  readonly lineCount: string;
  readonly stages: readonly StageItem[];
  readonly groups: readonly IndicatorGroup[];
  readonly indicatorCount: number;
  readonly indicatorNote: string;
  readonly attack: readonly { readonly tactic?: Linked; readonly techniques: readonly Linked[] }[];
  readonly connectors: readonly Linked[];
  readonly tables: readonly Linked[];
  readonly entities: readonly EntityRow[];
  readonly outputs: readonly {
    readonly name: string;
    readonly type?: string;
    readonly from: string;
    readonly expression?: string;
    readonly feeds: string;
    readonly stage: { readonly ordinal: number; readonly href: string };
  }[];
  readonly parameters: readonly { readonly name: string; readonly text: string; readonly cell?: Cell }[];
  readonly lint: readonly {
    readonly code: string;
    readonly severity: string;
    readonly validity: boolean;
    readonly message: string;
    readonly fix?: string;
    readonly line: number;
  }[];
  readonly related: readonly RelatedRule[];
  readonly similar: readonly SimilarRule[];
  readonly raw: string;
  readonly runAction: string;
  readonly form: RunForm;
  readonly recordsOf: string;
  readonly savedTests?: SavedTestRows;
}

/** Builds the page of a rule. */
export function rulePage(catalog: Catalog, rule: RuleModel, savedTests: readonly SavedTestResult[]): RulePage {
  const groups = indicatorGroups(rule, catalog.stats.rules);
  const all = [...rule.indicators, ...rule.exclusions];
  const lines = queryLines(rule.body, rule.tokens);
  const tactic = rule.tactics[0];
  return {
    rule,
    href: link.rule(rule.slug),
    crumbs: [
      { name: 'Rules', href: '/rules' },
      ...(tactic === undefined ? [] : [{ name: tacticTitle(tactic), href: link.tactic(tactic) }]),
    ],
    reading: readingOf(rule),
    description: rule.description
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== ''),
    severity: rule.severity,
    rank: severityRank(rule.severity),
    kind: facetValueTitle('kind', rule.kind),
    ...scheduleOf(rule),
    perRow: rule.eventGrouping === 'AlertPerResult',
    twins: rule.alsoWithThisId.map((slug) => ({ name: catalog.summary(slug)?.name ?? slug, href: link.rule(slug) })),
    runs: runsInWords[rule.evaluable.is],
    ...(rule.evaluable.is === 'fully'
      ? {}
      : {
          cannotRun: {
            title: rule.evaluable.is === 'no' ? 'This rule cannot be run here yet' : 'This rule runs only in part',
            because: rule.evaluable.because.map((problem) => problemView(problem)),
          },
        }),
    lines,
    lineCount: quantity(lines.length, 'line'),
    stages: rule.stages.map((stage, place) => stageItem(rule, stage, place + 1)),
    groups,
    indicatorCount: all.length,
    indicatorNote: noteOf(all.length, all.filter((one) => one.corpus.others === 0).length),
    attack: rule.attack.map(({ tactic, techniques }) => ({
      ...(tactic === null ? {} : { tactic: { name: tacticTitle(tactic), href: link.tactic(tactic) } }),
      techniques: techniques.map(({ id, name }) => ({
        name: id,
        href: link.technique(id),
        ...(name === null ? {} : { title: name }),
      })),
    })),
    connectors: rule.connectors.map((name) => ({ name, href: link.rulesWith('connector', name) })),
    tables: rule.tables.map((name) => ({ name, href: link.table(name) })),
    entities: entityRows(rule),
    outputs: rule.outputs.map((output) => ({
      name: output.name,
      from: output.from.join(', '),
      feeds: output.feeds.join(', '),
      stage: { ordinal: output.stage + 1, href: `#stage-${output.stage}` },
      ...(output.type === undefined ? {} : { type: output.type }),
      ...(output.expression === undefined ? {} : { expression: shortened(output.expression, 100) }),
    })),
    parameters: rule.parameters.map(({ name, text, value }) => ({
      name,
      text: shortened(text, 200),
      ...(value === undefined ? {} : { cell: cellOf(value) }),
    })),
    lint: rule.lint.map(({ code, severity, message, fix, span }) => ({
      code,
      severity,
      validity: severity === 'validity',
      message,
      line: lineAt(rule.body, span.start),
      ...(fix === undefined ? {} : { fix }),
    })),
    related: relatedTo(catalog, rule),
    similar: similarTo(catalog, rule),
    raw: new TextDecoder().decode(catalog.raw(rule.slug)),
    runAction: link.run(rule.slug),
    form: runForm(),
    recordsOf: rule.tables.length === 1 ? `Records of ${rule.tables[0]}` : 'Records',
    ...(savedTests.length > 0 && { savedTests: savedTestRows(catalog, savedTests) }),
  };
}

const runsInWords = { fully: 'wholly', partly: 'in part', no: 'not yet' };

function noteOf(indicators: number, onlyHere: number): string {
  if (onlyHere === 0) return number(indicators);
  return onlyHere === indicators
    ? `${number(indicators)}, found only here`
    : `${number(indicators)}, ${number(onlyHere)} found only here`;
}

function scheduleOf(rule: RuleModel): Pick<RulePage, 'schedule' | 'fires'> {
  const over = rule.queryPeriod === null ? undefined : `over the last ${lastInWords(rule.queryPeriod)}`;
  const every =
    rule.kind === 'nrt'
      ? 'every minute'
      : rule.queryFrequency === null
        ? undefined
        : durationInWords(rule.queryFrequency);
  const schedule = [every, over].filter((part) => part !== undefined).join(', ');
  return {
    ...(schedule === '' ? {} : { schedule }),
    ...(rule.trigger === null ? {} : { fires: triggerInWords(rule.trigger) }),
  };
}
