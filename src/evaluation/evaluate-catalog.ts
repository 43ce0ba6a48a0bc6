import { type Problem, ProblemError } from '../base/problem.js';
import { type Parser, type Prepared, parseDatetime, type Records } from '../kql/index.js';
import { BoundRules, shapeOf } from './bound-rules.js';
import { Candidates, type ChosenRows, together } from './candidates.js';
import { type Decision, RuleRun, runRead, type Window } from './evaluate-rule.js';
import type { CatalogLine, Posted, RunnableRule } from './model.js';
import { namesIn } from './names.js';
import { givesNothingFromNothing } from './nothing.js';
import { type PostedTables, readPosted } from './posted.js';
import { SharedConditions } from './shared-conditions.js';

/** The name under which a job asks for all rules; no rule has it. */
export const everyRule = '*';

/** A rule of a catalog, which is read when its turn comes. */
export interface CatalogRule {
  readonly ruleId: string;
  readonly path: string;
  readonly tables: readonly string[];
  /** What stands in the way of reading it is thrown as a `ProblemError`. */
  load(): RunnableRule;
}

/** How a catalog is evaluated. */
export interface CatalogOptions {
  /** Whether rules and records that cannot matter are left out, which is so unless said; the answer is the same without. */
  readonly indexed?: boolean;
}

/** For the next call with the same rules. */
const known = new WeakMap<readonly CatalogRule[], BoundRules>();

/** Every field is kept: some rule may look at it. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/**
 * Runs all rules on records that are read once, and tells of those that fired, nearly fired or could not run. A rule is run on the
 * records that its leading conditions let through, each of which is evaluated once for all rules that ask it; a rule that none get
 * through to is not run. The answer is that of running every rule on every record.
 */
export function* evaluateCatalog(
  rules: readonly CatalogRule[],
  posted: Posted,
  clock: () => number,
  today: string,
  parser?: Parser,
  { indexed = true }: CatalogOptions = {},
): Generator<CatalogLine> {
  const tables = [...new Set(rules.flatMap((rule) => rule.tables))];
  const input = readPosted(posted, { tables, wanted: new Everything(), declared: new Set() }, parser);
  const shared = new SharedConditions();
  const bound = known.get(rules) ?? new BoundRules();
  known.set(rules, bound);
  for (const rule of rules) {
    const started = clock();
    const { ruleId, path } = rule;
    const missing = rule.tables.filter((table) => !input.tables.has(table));
    const line = (verdict: CatalogLine['verdict'], rows: number, more: Partial<CatalogLine> = {}): CatalogLine => ({
      ruleId,
      path,
      verdict,
      rows,
      missing,
      ms: Math.round((clock() - started) * 1000) / 1000,
      ...more,
    });
    try {
      const isIdle = rule.tables.length > 0 && missing.length === rule.tables.length;
      // What a posted function does is not known of the rule.
      if (indexed && isIdle && input.functions.size === 0 && bound.isQuiet(rule, () => isQuiet(rule.load()))) {
        yield line('not-run', 0);
        continue;
      }
      const runnable = rule.load();
      const outcome =
        input.replay === null
          ? new CatalogRun(rule, runnable, input, clock, today, shared, indexed ? bound : null).outcome()
          : replayed(runnable, input, clock, today);
      const lacking = { missing: [...missing, ...outcome.missing] };
      if (outcome.fires) yield line('alert', outcome.count, lacking);
      else if (outcome.isNear) yield line('near', outcome.count, lacking);
      else if (isIdle) yield line('not-run', outcome.count, lacking);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      yield line('not-run', 0, { problem: error.problem });
    }
  }
}

interface Outcome {
  readonly fires: boolean;
  readonly isNear: boolean;
  readonly count: number;
  /** Fields that no record has and watchlists that nobody gave. */
  readonly missing: readonly string[];
}

/** One rule of a catalog on the records of all. */
class CatalogRun {
  private readonly run: RuleRun;
  private readonly window: Window;
  private readonly tables: ReadonlyMap<string, Records>;

  constructor(
    private readonly rule: CatalogRule,
    runnable: RunnableRule,
    private readonly input: PostedTables,
    clock: () => number,
    today: string,
    private readonly shared: SharedConditions,
    /** What earlier runs found; without it, rules are run on every record as they are written. */
    private readonly bound: BoundRules | null,
  ) {
    this.run = new RuleRun(runnable, namesIn(runnable), input, clock);
    this.window = this.run.windowOfOnce(parseDatetime(today));
    this.tables = this.run.within(this.window);
  }

  outcome(): Outcome {
    const { run, window } = this;
    const prepared = this.prepare();
    const lacking = this.watchlistsLacking(prepared);
    const read = columnsRead(prepared);
    const decided = (chosen?: ChosenRows) => outcomeOf(run.decide(prepared, chosen), lacking, read);
    if (this.bound === null) return decided();
    const candidates = new Candidates(prepared, this.tables, this.shared, window.now);
    const { passing, shown, isEmpty, isVague } = candidates;
    // Where reading may stop before the last record, it must not find others there than without the index.
    if (prepared.mayStop && !isEmpty) return decided();
    const count = prepared.count(passing);
    const fires = run.fires(count);
    const near = fires ? noneNear : candidates.near();
    if (!fires && isEmpty && near.rows.size === 0) return { fires, isNear: false, count, missing: lacking };
    // Sometimes only a run over all records tells which fields are missed; it is needed where somebody will hear of them.
    const whole = (outcome: Outcome) => (isVague && (outcome.fires || outcome.isNear) ? decided() : outcome);
    if (!this.mayMiss(prepared)) {
      // What becomes of the records that go on matters no more to one that fires, or that some record nearly made fire.
      const few = together(shown, near.rows);
      const kept = few.size > 0 ? decided(few) : { isNear: false, missing: lacking };
      const isNear = !fires && (near.isSure || kept.isNear);
      if (fires || isNear) return whole({ fires, isNear, count, missing: kept.missing });
    }
    return whole(decided(together(together(passing, shown), near.rows)));
  }

  /** The watchlists that the query names and nobody gave. */
  private watchlistsLacking({ watchlists }: Prepared): string[] {
    return watchlists.filter((alias) => !this.input.watchlists.has(alias)).map((alias) => `_GetWatchlist('${alias}')`);
  }

  private prepare(): Prepared {
    const { run, window, rule, tables, bound } = this;
    const { functions, watchlists, external } = this.input;
    // What is posted beside records changes what a query means.
    if (bound === null || functions.size + watchlists.size + external.size > 0) return run.prepare(window);
    const shape = [...tables].map(([name, records]) => `${name}: ${shapeOf(records)}`).join('\n');
    const prepared = run.prepare(window, { known: bound.get(rule, shape), calls: bound.calls });
    if (prepared.bound !== undefined) bound.set(rule, shape, prepared.bound);
    return prepared;
  }

  /** Whether the rule asks, behind its leading conditions, for a field that no record has. */
  private mayMiss({ scans, asked }: Prepared): boolean {
    return [...this.tables].some(([name, { names }]) => {
      const own = new Set(names);
      return scans.some(
        ({ table }) =>
          table.name === name && table.columns.some((column) => asked.has(column.name) && !own.has(column.name)),
      );
    });
  }
}

const noneNear = { rows: new Map<string, Int32Array>(), isSure: false };

/** The columns that a query reads of each table. */
function columnsRead({ scans }: Prepared): ReadonlyMap<string, ReadonlySet<string>> {
  const read = new Map<string, Set<string>>();
  for (const { table } of scans) {
    const columns = read.get(table.name) ?? new Set<string>();
    read.set(table.name, columns);
    for (const { name } of table.columns) columns.add(name);
  }
  return read;
}

function outcomeOf(
  { fires, count, fates }: Decision,
  lacking: readonly string[],
  read?: ReadonlyMap<string, ReadonlySet<string>>,
): Outcome {
  const missed = fieldsMissed(fates, (table, field) => read?.get(table)?.has(field) !== false);
  return { fires, isNear: isNear(fates), count, missing: [...missed, ...lacking] };
}

function replayed(runnable: RunnableRule, input: PostedTables, clock: () => number, today: string): Outcome {
  const {
    verdict,
    trigger,
    explanation = [],
    problems,
  } = runRead(runnable, { ...input, explain: true, limit: 0 }, clock, today);
  return outcomeOf({ fires: verdict === 'alert', count: trigger.count, fates: explanation }, watchlistsIn(problems));
}

/** Whether a rule does not fire while its tables have no records. */
function isQuiet(runnable: RunnableRule): boolean {
  const { trigger } = runnable.rule;
  const firesOnRowsOnly = trigger === null || (trigger.operator === 'gt' && trigger.threshold >= 0);
  return firesOnRowsOnly && givesNothingFromNothing(runnable);
}

function fieldsMissed(fates: Decision['fates'], isColumn: (table: string, field: string) => boolean): string[] {
  const fields = fates.flatMap(({ table, fate }) =>
    fate.reason === 'field absent' && fate.field !== undefined && isColumn(table, fate.field)
      ? [`${table}.${fate.field}`]
      : [],
  );
  return [...new Set(fields)].sort();
}

function watchlistsIn(problems: readonly Problem[]): string[] {
  const names = problems.flatMap(({ code, message }) =>
    code === 'no-watchlist' ? [/'[^']*'/.exec(message)?.[0] ?? message] : [],
  );
  return [...new Set(names)].map((name) => `_GetWatchlist(${name})`);
}

/** Whether some record, or a group of them, was kept out by one predicate alone. */
function isNear(fates: Decision['fates']): boolean {
  return fates.some(({ fate }) => fate.near === true || fate.reason === 'below threshold');
}
