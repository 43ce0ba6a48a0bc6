import type { Lost, RecordFate } from '../kql/index.js';
import type { Explained, Fate, FateReason, RunnableRule } from './model.js';

/** A posted table: which of its records the query was given, and whether a record has a field. */
export interface ExplainedTable {
  readonly name: string;
  readonly length: number;
  /** The places of the records within the window. */
  readonly within: Int32Array;
  /** When each record happened, in words. */
  time(record: number): string | null;
  /** Whether the rule read the table. */
  readonly isRead: boolean;
  has(field: string): boolean;
}

/** Says of each posted record what became of it, stage by stage of the rule. */
export function explained(
  runnable: RunnableRule,
  tables: readonly ExplainedTable[],
  fates: readonly RecordFate[],
  window: { readonly from: string; readonly to: string },
): Explained[] {
  return tables.flatMap((table) => {
    const found = new Map<number, Fate>();
    for (const fate of fates)
      if (fate.table === table.name) found.set(table.within[fate.place], fateOf(runnable, table, fate));
    const inside = new Set(table.within);
    return Array.from({ length: table.length }, (_, record): Explained => {
      const fate =
        found.get(record) ??
        (inside.has(record) ? unseen(runnable, table) : outside(runnable, window, table.time(record)));
      return { table: table.name, record, fate };
    });
  });
}

/** What became of a record of a table that tells whether it has a field. */
export function fateOf(runnable: RunnableRule, table: Pick<ExplainedTable, 'has'>, { rows, lost }: RecordFate): Fate {
  const { stages } = runnable;
  if (lost === undefined) return { stage: stages.length - 1, reason: 'reached the result', rows: rows ?? [] };
  const stage = stageAt(runnable, lost);
  const { deciding } = lost;
  if (deciding === undefined) return { stage, reason: lost.reason === 'where' ? 'value differs' : lost.reason };
  // The text of a function is not at hand.
  const own = lost.within === undefined;
  const textAt = ({ start, end }: { start: number; end: number }) => runnable.rule.query.slice(start, end);
  const { predicate, field, column, expected, actual, near } = deciding;
  return {
    stage,
    reason: reasonOf(deciding.reason, column, table),
    ...(own && { predicate: textAt(predicate), span: predicate }),
    ...((column ?? field) && { field: own && field ? textAt(field) : column }),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(near && { near }),
  };
}

function reasonOf(
  reason: NonNullable<Lost['deciding']>['reason'],
  column: string | undefined,
  table: Pick<ExplainedTable, 'has'>,
): FateReason {
  if (reason !== 'null') return reason;
  return column !== undefined && !table.has(column) ? 'field absent' : 'field null';
}

/** The stage that holds a step; what a function does belongs to the stage that begins with it. */
function stageAt({ stages }: RunnableRule, { step, within }: Lost): number {
  const source = stages.find(({ kind }) => kind === 'source') ?? stages[0];
  if (within !== undefined) return source.index;
  return (stages.find(({ span }) => step.start >= span.start && step.start < span.end) ?? source).index;
}

function outside(
  { stages }: RunnableRule,
  { from, to }: { readonly from: string; readonly to: string },
  time: string | null,
): Fate {
  const source = stages.find(({ kind }) => kind === 'source') ?? stages[0];
  return {
    stage: source.index,
    reason: 'outside the window',
    field: 'TimeGenerated',
    expected: [from, to],
    actual: time,
  };
}

/** A record that no node gave on: the query looked at enough others before, or reads the table only to compare with it. */
function unseen({ stages }: RunnableRule, table: ExplainedTable): Fate {
  const source = stages.find(({ kind }) => kind === 'source') ?? stages[0];
  if (!table.isRead) return { stage: source.index, reason: 'table not read' };
  const cut = stages.find(({ kind }) => kind === 'take' || kind === 'top' || kind === 'limit');
  return cut === undefined
    ? { stage: source.index, reason: 'only compared with' }
    : { stage: cut.index, reason: 'cut by top or take' };
}
