import type { RuleModel } from '../../corpus/index.js';
import type { Explained, Fate } from '../../evaluation/index.js';
import type { Evaluation } from '../evaluator.js';
import { type Cell, cellOf } from './cell.js';
import { fateInWords, slightDifference } from './fate-words.js';
import { link } from './link.js';
import { type RowLinks, rowLinks } from './row-links.js';
import { number, quantity, shortened } from './words.js';

/** A posted record with what became of it, and the rows that it became part of. */
export interface FateRow extends RowLinks {
  readonly anchor: string;
  readonly table: string;
  /** Its place among those of its table, from 1. */
  readonly record: string;
  readonly stage: number;
  readonly href: string;
  readonly predicate?: string;
  readonly field?: string;
  readonly expected?: Cell;
  readonly actual?: Cell;
  readonly why: string;
}

/** Records of one fate; what is long is folded, what is longer still is only counted. */
export interface FateGroup {
  readonly title: string;
  readonly word: string;
  readonly tone: 'fire' | 'doubt' | 'calm';
  readonly count: string;
  readonly summary: string;
  /** Whether a predicate is known that decided on some of them. */
  readonly tested: boolean;
  readonly rows: readonly FateRow[];
  readonly folded: readonly FateRow[];
  readonly left: string;
}

type Kind = 'near' | 'reached' | 'dropped' | 'open';

const rowsShown = 25;
const rowsFolded = 475;

/** The records of a run by their fates, near misses first, and how many were dropped, in words. */
export function fatesOf(
  rule: RuleModel,
  result: Evaluation,
  resultRowsShown: number,
): { readonly groups: readonly FateGroup[]; readonly dropped: string } {
  const explained = result.explanation ?? [];
  const onlyTest = testsOf(rule) === 1;
  const fires = result.verdict === 'alert';
  const reached = fires ? 'In the alert' : 'In the result';
  const of = (kind: Kind) => explained.filter(({ fate }) => kindOf(fate, onlyTest) === kind);
  const near = of('near').toSorted((a, b) => b.fate.stage - a.fate.stage);
  const dropped = of('dropped');
  const groups = [
    { title: 'Near misses', word: 'Near miss', tone: 'doubt', records: near, summary: byStage(near) },
    { title: reached, word: reached, tone: fires ? 'fire' : 'doubt', records: of('reached'), summary: '' },
    { title: 'Dropped', word: 'Dropped', tone: 'calm', records: dropped, summary: byStage(dropped) },
    { title: 'Not followed to the end', word: 'Open', tone: 'calm', records: of('open'), summary: '' },
  ] as const;
  const row = rowMaker(rule, result, resultRowsShown);
  return {
    groups: groups
      .filter(({ records }) => records.length > 0)
      .map(({ records, ...group }) => {
        const left = Math.max(0, records.length - rowsShown - rowsFolded);
        return {
          ...group,
          count: number(records.length),
          tested: records.some(({ fate }) => fate.predicate !== undefined || fate.field !== undefined),
          rows: records.slice(0, rowsShown).map(row),
          folded: records.slice(rowsShown, rowsShown + rowsFolded).map(row),
          left: left === 0 ? '' : `${quantity(left, 'more record')}, which only the JSON of the same run tells of`,
        };
      }),
    dropped: droppedInWords(near.length, near.length + dropped.length),
  };
}

function droppedInWords(near: number, dropped: number): string {
  if (dropped === 0) return '';
  const nearly = near === 0 ? '' : near === 1 ? ', 1 of them a near miss' : `, ${number(near)} of them near misses`;
  return `${quantity(dropped, 'record')} ${dropped === 1 ? 'was' : 'were'} dropped${nearly}.`;
}

/** A record comes near where one predicate alone, or a threshold, kept it out; of a single predicate, where its text nearly fits. */
function kindOf(fate: Fate, onlyTest: boolean): Kind {
  const { reason, near, expected, actual } = fate;
  if (reason === 'reached the result') return 'reached';
  if (reason === 'only compared with' || reason === 'not followed further') return 'open';
  if (near || reason === 'below threshold') return 'near';
  const isSlight =
    reason === 'case differs' ||
    reason === 'term boundary' ||
    (reason === 'value differs' && slightDifference(expected, actual) !== undefined);
  return onlyTest && isSlight ? 'near' : 'dropped';
}

/** How many predicates tell a threat; those that only choose the log count for nothing. */
function testsOf(rule: RuleModel): number {
  const tests = [...rule.indicators, ...rule.exclusions].filter(({ scope }) => !scope);
  return new Set(tests.map(({ span }) => span.start)).size;
}

function rowMaker(rule: RuleModel, result: Evaluation, resultRowsShown: number): (explained: Explained) => FateRow {
  const run = new Set(result.stages.map(({ index }) => index));
  return ({ table, record, fate }) => {
    const { stage, predicate, field, expected, actual, rows = [] } = fate;
    return {
      anchor: `r-${table.replace(/[^\w-]/g, '_')}-${record + 1}`,
      table,
      record: number(record + 1),
      stage: stage + 1,
      // What a let or a function of the query drops has no place of its own among the stages that ran.
      href: run.has(stage) ? `#flow-${stage + 1}` : `${link.rule(rule.slug)}#stage-${stage}`,
      ...(predicate === undefined ? {} : { predicate: shortened(predicate, 200) }),
      ...(field === undefined ? {} : { field: shortened(field, 100) }),
      ...(expected === undefined ? {} : { expected: cellOf(expected) }),
      ...(actual === undefined ? {} : { actual: cellOf(actual) }),
      why: fateInWords(fate),
      ...rowLinks(rows, resultRowsShown),
    };
  };
}

function byStage(records: readonly Explained[]): string {
  const counts = new Map<number, number>();
  for (const { fate } of records) counts.set(fate.stage, (counts.get(fate.stage) ?? 0) + 1);
  if (counts.size === 1) return `at stage ${records[0].fate.stage + 1}`;
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([stage, count]) => `${number(count)} at stage ${stage + 1}`)
    .join(', ');
}
