import { invariant } from '../base/invariant.js';
import type { Span } from '../base/span.js';
import {
  type Answer,
  chosenRecords,
  evaluateSyntax,
  formatDatetime,
  parseDatetime,
  type Records,
  recordsOfObjects,
  type ScalarType,
} from '../kql/index.js';
import type { Rule, Trigger } from '../rules/index.js';
import type { Posted, RuleEvaluation, RunnableRule } from './model.js';
import { namesIn } from './names.js';
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
  const names = namesIn(runnable);
  const { tables, now: given, limit, problems } = readPosted(posted, readingOf(runnable, names));
  const times = new Map([...tables].map(([name, records]) => [name, timesOf(records)]));
  const all = [...times.values()].flat().filter((time) => time !== null);
  const now = given ?? latest(all) ?? parseDatetime(today);
  invariant(now !== null, 'the clock gives a time');
  const period = rule.queryPeriod === null ? now : BigInt(rule.queryPeriod.seconds) * ticksPerSecond;
  const from = given === null ? (earliest([...all, now - period]) ?? 0n) : now - period;
  const asked = new Set<string>();
  const counts = new Map<string, { span: Span; rows: number }>();
  const result = evaluateSyntax(runnable.syntax, {
    now,
    table: (name) => {
      asked.add(name);
      const schema = runnable.schema(name);
      const records = tables.get(name) ?? recordsOfObjects([]);
      if (schema === undefined && !tables.has(name) && !runnable.tables.includes(name) && !names.has(name))
        return undefined;
      const columns = (schema?.columns ?? []).map((column) => ({ name: column.name, type: column.type as ScalarType }));
      return { columns, records: chosenRecords(records, rowsWithin(times.get(name) ?? [], from, now)) };
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
  const fires = triggered(result.rowCount, trigger);
  return {
    ruleId: rule.id,
    verdict: fires ? 'alert' : 'no-alert',
    now: formatDatetime(now),
    window: { from: formatDatetime(from < 0n ? 0n : from), to: formatDatetime(now) },
    trigger: { ...trigger, count: result.rowCount },
    columns: result.columns,
    rows: result.rows(limit),
    truncated: result.rowCount > limit,
    alerts: fires ? alertsOf(rule, result) : [],
    stages: stageCounts(
      runnable,
      [...counts.values()],
      [...tables.values()].reduce((sum, records) => sum + records.length, 0),
    ),
    problems: [
      ...problems,
      ...[...tables].filter(([name]) => !asked.has(name)).map(([name, records]) => tableNotRead(name, records.length)),
    ],
    elapsedMs: clock() - started,
  };
}

function readingOf({ tables, schema }: RunnableRule, names: ReadonlySet<string>) {
  const schemas = tables.map((table) => new Set(schema(table)?.columns.map(({ name }) => name)));
  const [first = new Set<string>(), ...others] = schemas;
  return {
    tables,
    wanted: new Set([...names, ...timeFields]),
    declared: new Set([...first].filter((name) => others.every((columns) => columns.has(name)))),
  };
}

/** When a record happened, by the first of these that it has. */
const timeFields = ['TimeGenerated', 'Timestamp'];

/** The time of each record in ticks; null where it has none. */
function timesOf(records: Records): (bigint | null)[] {
  const [generated, stamped] = timeFields.map((name) => (records.names.includes(name) ? records.values(name, null) : []));
  return Array.from({ length: records.length }, (_, row) => {
    const text = generated[row] ?? stamped[row];
    return typeof text === 'string' ? parseDatetime(text) : null;
  });
}

function latest(times: readonly bigint[]): bigint | null {
  return times.reduce<bigint | null>((best, time) => (best === null || time > best ? time : best), null);
}

function earliest(times: readonly bigint[]): bigint | null {
  return times.reduce<bigint | null>((best, time) => (best === null || time < best ? time : best), null);
}

/** Records without a time are in every window. */
function rowsWithin(times: readonly (bigint | null)[], from: bigint, to: bigint): Int32Array {
  const rows = new Int32Array(times.length);
  let count = 0;
  times.forEach((time, row) => {
    if (time === null || (time >= from && time <= to)) rows[count++] = row;
  });
  return rows.subarray(0, count);
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
function alertsOf(rule: Rule, { columns, rowCount, column }: Answer): RuleEvaluation['alerts'] {
  const read = new Map<string, readonly unknown[] | undefined>();
  const valuesOf = (name: string) => {
    if (!read.has(name)) {
      const at = columns.findIndex((each) => each.name === name);
      read.set(name, at < 0 ? undefined : column(at));
    }
    return read.get(name);
  };
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  const groups = rule.eventGrouping === 'AlertPerResult' ? rows.map((row) => [row]) : [rows];
  return groups.map((group) => {
    const entities = new Map<string, RuleEvaluation['alerts'][number]['entities'][number]>();
    for (const { entityType, fields } of rule.entityMappings) {
      const mapped = fields.flatMap(({ identifier, column: name }) => {
        const values = valuesOf(name);
        return values === undefined ? [] : [{ identifier, values }];
      });
      for (const row of group) {
        const entity = {
          type: entityType,
          fields: Object.fromEntries(mapped.map(({ identifier, values }) => [identifier, values[row]])),
        };
        entities.set(JSON.stringify(entity), entity);
      }
    }
    const details = rule.customDetails.flatMap(({ name, column: of }) => {
      const values = valuesOf(of);
      return values === undefined ? [] : [[name, [...new Set(group.map((row) => values[row]))]] as const];
    });
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
