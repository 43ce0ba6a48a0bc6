import { ProblemError } from '../base/problem.js';
import type { Parser } from '../kql/index.js';
import { runRead } from './evaluate-rule.js';
import type { CatalogLine, Posted, RuleEvaluation, RunnableRule } from './model.js';
import { givesNothingFromNothing } from './nothing.js';
import { readPosted } from './posted.js';

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

/** Every field is kept: some rule may look at it. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/**
 * Runs all rules on records that are read once, and tells of those that fired, nearly fired or could not run. A rule none of whose
 * tables was posted is not run when nothing can come of nothing; the answer is the same.
 */
export function* evaluateCatalog(
  rules: readonly CatalogRule[],
  posted: Posted,
  clock: () => number,
  today: string,
  parser?: Parser,
): Generator<CatalogLine> {
  const tables = [...new Set(rules.flatMap((rule) => rule.tables))];
  const input = readPosted(posted, { tables, wanted: new Everything(), declared: new Set() }, parser);
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
      const runnable = rule.load();
      const isIdle = rule.tables.length > 0 && missing.length === rule.tables.length;
      if (isIdle && firesOnRowsOnly(runnable) && givesNothingFromNothing(runnable)) {
        yield line('not-run', 0);
        continue;
      }
      const answer = runRead(runnable, { ...input, explain: true, limit: 0 }, clock, today);
      const lacking = { missing: [...missing, ...lackedBy(answer)] };
      if (answer.verdict === 'alert') yield line('alert', answer.trigger.count, lacking);
      else if (isNear(answer)) yield line('near', answer.trigger.count, lacking);
      else if (isIdle) yield line('not-run', answer.trigger.count, lacking);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      yield line('not-run', 0, { problem: error.problem });
    }
  }
}

function firesOnRowsOnly({ rule: { trigger } }: RunnableRule): boolean {
  return trigger === null || (trigger.operator === 'gt' && trigger.threshold >= 0);
}

/** Fields that no record has and watchlists that nobody gave. */
function lackedBy({ explanation = [], problems }: RuleEvaluation): string[] {
  const fields = explanation.flatMap(({ table, fate }) =>
    fate.reason === 'field absent' && fate.field !== undefined ? [`${table}.${fate.field}`] : [],
  );
  const watchlists = problems.flatMap(({ code, message }) =>
    code === 'no-watchlist' ? [/'[^']*'/.exec(message)?.[0] ?? message] : [],
  );
  return [...new Set([...fields, ...watchlists.map((name) => `_GetWatchlist(${name})`)])];
}

/** Whether some record, or a group of them, was kept out by one predicate alone. */
function isNear({ explanation = [] }: RuleEvaluation): boolean {
  return explanation.some(({ fate }) => fate.near === true || fate.reason === 'below threshold');
}
