import { invariant } from '../base/invariant.js';
import type { Span } from '../base/span.js';
import { evaluateSyntax, formatDatetime, parseDatetime, type QueryResult, type ScalarType } from '../kql/index.js';
import type { Rule, Trigger } from '../rules/index.js';
import type { Posted, RuleEvaluation, RunnableRule } from './model.js';
import { readPosted } from './posted.js';
import { tableNotRead } from './problems.js';

const ticksPerSecond = 10_000_000n;
const always: Trigger = { operator: 'gt', threshold: 0 };

/**
 * Runs a rule on posted records over the window that ends at `now` and is as long as the rule's period. Without a `now` it ends at the newest
 * record's time and reaches back to the oldest at least: whoever posts records means all of them. What stands in the way of it is thrown as a `ProblemError`. `clock` gives milliseconds, for the times in the answer.
 */
export function evaluateRule(
  runnable: RunnableRule,
  posted: Posted,
  clock: () => number,
  today: string,
): RuleEvaluation {
  const started = clock();
  const { rule } = runnable;
  const { tables, now: given, limit, problems } = readPosted(posted, runnable.tables);
  const now = given ?? newest(tables) ?? parseDatetime(today);
  invariant(now !== null, 'the clock gives a time');
  const period = rule.queryPeriod === null ? now : BigInt(rule.queryPeriod.seconds) * ticksPerSecond;
  const from = given === null ? earlier(oldest(tables), now - period) : now - period;
  const asked = new Set<string>();
  const written = JSON.stringify(runnable.syntax);
  /** A table may be named by a text: `table("T")`, or a function that is given it. */
  const namedByText = (name: string) => written.includes(`"type":"string","value":${JSON.stringify(name)}`);
  const counts = new Map<string, { span: Span; rows: number }>();
  const result = evaluateSyntax(runnable.syntax, {
    now,
    table: (name) => {
      asked.add(name);
      const schema = runnable.schema(name);
      if (schema === undefined && !tables.has(name) && !runnable.tables.includes(name) && !namedByText(name))
        return undefined;
      const columns = (schema?.columns ?? []).map((column) => ({ name: column.name, type: column.type as ScalarType }));
      return { columns, records: inWindow(tables.get(name) ?? [], from, now) };
    },
    tableNames: [...new Set([...tables.keys(), ...runnable.tables])],
    function: runnable.function,
    observe: (span, rows) => {
      const key = `${span.start}-${span.end}`;
      const count = counts.get(key) ?? { span, rows: 0 };
      counts.set(key, { span, rows: count.rows + rows });
    },
  });
  const trigger = rule.trigger ?? always;
  const fires = triggered(result.rows.length, trigger);
  return {
    ruleId: rule.id,
    verdict: fires ? 'alert' : 'no-alert',
    now: formatDatetime(now),
    window: { from: formatDatetime(from < 0n ? 0n : from), to: formatDatetime(now) },
    trigger: { ...trigger, count: result.rows.length },
    columns: result.columns,
    rows: result.rows.slice(0, limit),
    truncated: result.rows.length > limit,
    alerts: fires ? alertsOf(rule, result) : [],
    stages: stageCounts(
      runnable,
      [...counts.values()],
      [...tables.values()].reduce((sum, rows) => sum + rows.length, 0),
    ),
    problems: [
      ...problems,
      ...[...tables].filter(([name]) => !asked.has(name)).map(([name, records]) => tableNotRead(name, records.length)),
    ],
    elapsedMs: clock() - started,
  };
}

type Records = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

function newest(tables: Records): bigint | null {
  return timesOf(tables).reduce<bigint | null>((best, time) => (best === null || time > best ? time : best), null);
}

function oldest(tables: Records): bigint | null {
  return timesOf(tables).reduce<bigint | null>((best, time) => (best === null || time < best ? time : best), null);
}

function earlier(time: bigint | null, other: bigint): bigint {
  return time !== null && time < other ? time : other;
}

function timesOf(tables: Records): bigint[] {
  return [...tables.values()].flat().flatMap((record) => timeOf(record) ?? []);
}

function timeOf(record: Readonly<Record<string, unknown>>): bigint | null {
  const text = record.TimeGenerated ?? record.Timestamp;
  return typeof text === 'string' ? parseDatetime(text) : null;
}

/** Records without a time are in every window. */
function inWindow<Fields extends Readonly<Record<string, unknown>>>(
  records: readonly Fields[],
  from: bigint,
  to: bigint,
): Fields[] {
  return records.filter((record) => {
    const time = timeOf(record);
    return time === null || (time >= from && time <= to);
  });
}

function triggered(count: number, { operator, threshold }: Trigger): boolean {
  switch (operator) {
    case 'gt':
      return count > threshold;
    case 'lt':
      return count < threshold;
    case 'eq':
      return count === threshold;
    case 'ne':
      return count !== threshold;
  }
}

/** One alert for all rows, or one for each where the rule says so. */
function alertsOf(rule: Rule, { columns, rows }: QueryResult): RuleEvaluation['alerts'] {
  const groups = rule.eventGrouping === 'AlertPerResult' ? rows.map((row) => [row]) : [rows];
  const at = (column: string) => columns.findIndex(({ name }) => name === column);
  return groups.map((group) => {
    const entities = new Map<string, RuleEvaluation['alerts'][number]['entities'][number]>();
    for (const row of group) {
      for (const { entityType, fields } of rule.entityMappings) {
        const values = Object.fromEntries(
          fields.filter(({ column }) => at(column) >= 0).map(({ identifier, column }) => [identifier, row[at(column)]]),
        );
        entities.set(JSON.stringify([entityType, values]), { type: entityType, fields: values });
      }
    }
    const details = rule.customDetails
      .filter(({ column }) => at(column) >= 0)
      .map(({ name, column }) => [name, [...new Set(group.map((row) => row[at(column)]))]]);
    return {
      title: rule.name,
      description: rule.description,
      severity: rule.severity,
      tactics: rule.tactics,
      entities: [...entities.values()],
      customDetails: Object.fromEntries(details),
      rows: group.length,
    };
  });
}

/** The rows that left each stage: those of the last operator inside it that ran. */
function stageCounts(
  { stages }: RunnableRule,
  counts: readonly { span: Span; rows: number }[],
  posted: number,
): RuleEvaluation['stages'] {
  let rowsIn = posted;
  return stages
    .filter(({ kind }) => kind !== 'let')
    .map(({ index, kind, text, span }) => {
      const inside = counts.filter((each) => each.span.start >= span.start && each.span.end <= span.end);
      const last = inside.sort((a, b) => b.span.end - a.span.end || a.span.start - b.span.start)[0];
      const rowsOut = last?.rows ?? 0;
      const stage = { index, kind, text, rowsIn, rowsOut };
      rowsIn = rowsOut;
      return stage;
    });
}
