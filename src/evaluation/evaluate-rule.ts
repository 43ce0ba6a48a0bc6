import { invariant } from '../base/invariant.js';
import type { Problem } from '../base/problem.js';
import {
  type Answer,
  type BoundQuery,
  type EmptyCalls,
  evaluateSyntax,
  formatDatetime,
  type Parser,
  type Prepared,
  parseDatetime,
  prepareSyntax,
  type Records,
  recordsOfObjects,
  type ScalarType,
  type World,
  watchlistAlias,
} from '../kql/index.js';
import type { Trigger } from '../rules/index.js';
import { alertsOf } from './alerts.js';
import type { ChosenRows } from './candidates.js';
import { explained, fateOf } from './explanation.js';
import { fitted } from './fitting.js';
import { incidentsOf } from './incidents.js';
import { Misfitting } from './misfitting.js';
import type { Explained, Fate, Posted, RuleEvaluation, RunnableRule } from './model.js';
import { namesIn } from './names.js';
import { type PostedTables, readPosted } from './posted.js';
import { explanationCut, noWatchlist, tableNotRead } from './problems.js';
import { replayOf } from './replay.js';
import { stageRuns } from './stages.js';
import { earliest, latest, recordsWithin, rowsWithin, spanOf, timeFields, timesOf } from './window.js';

const ticksPerSecond = 10_000_000n;
/** An answer explains no more records than this. */
const mostExplained = 10_000;
const always: Trigger = { operator: 'gt', threshold: 0 };

/**
 * Runs a rule on posted records over the window that ends at `now` and is as long as the rule's period. Without a `now` it ends at the
 * newest record's time and reaches back to the oldest at least: whoever posts records means all of them. What stands in the way of it
 * is thrown as a `ProblemError`. `clock` gives milliseconds, `today` is the time for records without one, and only functions that
 * were posted need the parser (`mayHoldFunctions`).
 */
export function evaluateRule(
  runnable: RunnableRule,
  posted: Posted,
  clock: () => number,
  today: string,
  parser?: Parser,
): RuleEvaluation {
  const input = readPosted(posted, readingOf(runnable, namesIn(runnable)), parser);
  return runRead(runnable, input, clock, today);
}

/** The same on what was read already. */
export function runRead(
  runnable: RunnableRule,
  input: PostedTables,
  clock: () => number,
  today: string,
): RuleEvaluation {
  const started = clock();
  const run = new RuleRun(runnable, namesIn(runnable), input, clock);
  const answer = input.replay === null ? run.once(parseDatetime(today)) : replayOf(run, runnable.rule, input.replay);
  return { ...answer, elapsedMs: clock() - started };
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

/** The time of a run, and where its window begins. */
export interface Window {
  readonly now: bigint;
  readonly from: bigint;
}

/** What a run decides, without the alerts that it raises. */
export interface Decision {
  readonly count: number;
  readonly fires: boolean;
  /** Of the records that came near, or for which a field was looked for that is not there. */
  readonly fates: readonly { readonly table: string; readonly fate: Fate }[];
}

/** A rule on the records of one request, to be run once or as often as its schedule says. */
export class RuleRun {
  private readonly tables = new Map<string, Records>();
  private readonly times = new Map<string, readonly (bigint | null)[]>();
  private readonly problems: Problem[];
  private readonly asked = new Set<string>();
  private readonly misfitting = new Misfitting();

  constructor(
    private readonly runnable: RunnableRule,
    private readonly names: ReadonlySet<string>,
    private readonly input: PostedTables,
    private readonly clock: () => number,
  ) {
    this.problems = [...input.problems];
    for (const [name, given] of input.tables) {
      const { records, problems } = fitted(name, given, runnable.schema(name), names);
      this.problems.push(...problems);
      this.tables.set(name, records);
      this.times.set(name, timesOf(records));
    }
  }

  /** The one run that a request asks for. */
  once(today: bigint | null): Omit<RuleEvaluation, 'elapsedMs'> {
    const { now, from } = this.windowOfOnce(today);
    return this.at(now, from);
  }

  /** The window of the one run that a request asks for. */
  windowOfOnce(today: bigint | null): Window {
    const spans = [...this.times.values()].map(spanOf).filter((span) => span !== undefined);
    const now = this.input.now ?? latest(spans.map((span) => span.latest)) ?? today;
    invariant(now !== null, 'the clock gives a time');
    const start = now - this.periodTo(now);
    const from = earliest([...spans.map((span) => span.earliest), start]) ?? 0n;
    return { now, from: this.input.now === null ? from : start };
  }

  /** Binds the query to the records of a window, unless it is `known` what that gives, without running it. */
  prepare({ now, from }: Window, before: { readonly known?: BoundQuery; readonly calls?: EmptyCalls } = {}): Prepared {
    return prepareSyntax(this.runnable.syntax, this.world(now, from, []), before);
  }

  /** The records of a window by table. */
  within({ now, from }: Window): ReadonlyMap<string, Records> {
    return new Map([...this.tables.keys()].map((table) => [table, this.recordsOf(table, from, now)]));
  }

  /** What the run that was prepared decides, and how near others came; on the records that are `chosen` where some are. */
  decide(prepared: Prepared, chosen?: ChosenRows): Decision {
    const { rowCount, fates } = prepared.run(chosen);
    const fields = new Map([...this.tables].map(([name, { names }]) => [name, new Set(names)]));
    const told = fates.flatMap((fate) => {
      const { near, reason } = fate.lost?.deciding ?? {};
      if (near !== true && reason !== 'null' && reason !== 'below threshold') return [];
      const { table } = fate;
      const has = (field: string) => fields.get(table)?.has(field) === true;
      return [{ table, fate: fateOf(this.runnable, { has }, fate) }];
    });
    return { count: rowCount, fires: this.fires(rowCount), fates: told };
  }

  /** Whether a number of rows triggers the rule. */
  fires(count: number): boolean {
    return triggered(count, this.runnable.rule.trigger ?? always);
  }

  /** How long the window is that ends at a time, in ticks: all of the past where the rule has no period. */
  periodTo(now: bigint): bigint {
    const { queryPeriod } = this.runnable.rule;
    return queryPeriod === null ? now : BigInt(queryPeriod.seconds) * ticksPerSecond;
  }

  /** The run at a time over a window. */
  at(now: bigint, from: bigint): Omit<RuleEvaluation, 'elapsedMs'> {
    const { rule } = this.runnable;
    const problems: Problem[] = [];
    const result = this.evaluate(now, from, problems);
    const trigger = rule.trigger ?? always;
    const fires = triggered(result.rowCount, trigger);
    const alerts = fires ? alertsOf(rule, result, problems) : [];
    const { suppression } = rule;
    const posted = [...this.tables.values()].reduce((sum, records) => sum + records.length, 0);
    return {
      ruleId: rule.id,
      verdict: fires ? 'alert' : 'no-alert',
      now: formatDatetime(now),
      window: windowText(now, from),
      trigger: { ...trigger, count: result.rowCount },
      columns: result.columns,
      rows: result.rows(this.input.limit),
      truncated: result.rowCount > this.input.limit,
      alerts,
      ...(fires && { incidents: incidentsOf(rule, alerts) }),
      ...(fires &&
        suppression?.enabled &&
        suppression.duration !== undefined && {
          suppressedUntil: formatDatetime(now + BigInt(suppression.duration.seconds) * ticksPerSecond),
        }),
      stages: stageRuns(this.runnable, result.steps ?? [], posted),
      ...(result.fates && { explanation: this.explain(result.fates, now, from, problems) }),
      problems: [
        ...this.problems,
        ...[...this.tables]
          .filter(([name]) => !this.asked.has(name))
          .map(([name, records]) => tableNotRead(name, records.length)),
        ...this.misfitting.problems,
        ...result.warnings,
        ...problems,
      ],
    };
  }

  private rowsOf(table: string, from: bigint, now: bigint): Int32Array {
    return rowsWithin(this.times.get(table) ?? [], from, now);
  }

  private recordsOf(table: string, from: bigint, now: bigint): Records {
    const records = this.tables.get(table) ?? recordsOfObjects([]);
    return recordsWithin(records, this.times.get(table) ?? [], from, now);
  }

  private explain(fates: NonNullable<Answer['fates']>, now: bigint, from: bigint, problems: Problem[]): Explained[] {
    const tables = [...this.tables].map(([name, records]) => {
      const times = this.times.get(name) ?? [];
      return {
        name,
        length: records.length,
        within: this.rowsOf(name, from, now),
        isRead: this.asked.has(name),
        has: (field: string) => records.names.includes(field),
        time(record: number) {
          const time = times[record] ?? null;
          return time === null ? null : formatDatetime(time);
        },
      };
    });
    const all = explained(this.runnable, tables, fates, windowText(now, from));
    if (all.length > mostExplained) problems.push(explanationCut(all.length, mostExplained));
    return all.slice(0, mostExplained);
  }

  private evaluate(now: bigint, from: bigint, problems: Problem[]): Answer {
    return evaluateSyntax(this.runnable.syntax, {
      ...this.world(now, from, problems),
      clock: this.clock,
      explain: this.input.explain,
    });
  }

  private world(now: bigint, from: bigint, problems: Problem[]): World {
    const { runnable, input, names, tables } = this;
    const watchlistsMissed = new Set<string>();
    return {
      now,
      table: (name) => {
        this.asked.add(name);
        const schema = runnable.schema(name);
        if (schema === undefined && !tables.has(name) && !runnable.tables.includes(name) && !names.has(name))
          return undefined;
        const columns = (schema?.columns ?? []).map((column) => ({
          name: column.name,
          type: column.type as ScalarType,
        }));
        return { columns, records: this.recordsOf(name, from, now) };
      },
      tableNames: [...new Set([...tables.keys(), ...runnable.tables])],
      watchlist(alias) {
        const items = input.watchlists.get(alias);
        if (items === undefined && !watchlistsMissed.has(alias)) {
          watchlistsMissed.add(alias);
          problems.push(noWatchlist(alias));
        }
        return items;
      },
      isAbsent(name) {
        const alias = watchlistAlias(name);
        if (alias !== undefined) return !input.watchlists.has(alias);
        return !tables.has(name) && (runnable.schema(name)?.columns.length ?? 0) > 0;
      },
      external: (address) => input.external.get(address),
      function: (name) => input.functions.get(name) ?? runnable.function(name),
      misfit: (table, values) => this.misfitting.add(table, values),
    };
  }
}

function windowText(now: bigint, from: bigint) {
  return { from: formatDatetime(from < 0n ? 0n : from), to: formatDatetime(now) };
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
