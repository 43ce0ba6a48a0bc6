import { ProblemError } from '../base/problem.js';
import { type Expression, parseDatetime, type Statement } from '../kql/index.js';
import { evaluateRule } from './evaluate-rule.js';
import type { RuleEvaluation, RunnableRule } from './model.js';
import { Constants } from './synthesize-constants.js';
import { Pipeline } from './synthesize-pipeline.js';
import { type PostedRecords, withValues, writtenRecords } from './synthesize-records.js';
import { Choices, Closed, type Copies, type Made, Row, type Scope } from './synthesize-rows.js';
import { type Constant, DeadEnd } from './synthesize-slots.js';
import { Values } from './synthesize-values.js';

/** Made-up records for a rule; the evaluation of the rule on them says whether it fires. */
export interface Synthesis extends PostedRecords {
  readonly ruleId: string;
  readonly madeUp: true;
  readonly fires: boolean;
  /** Why it does not. */
  readonly because: string | null;
  readonly now: string;
  readonly ms: number;
}

/** How many sets of records are tried out, and for how long new ones are thought of. */
const mostRuns = 60;
const mostMs = 1500;
/** When no record is followed any more, and how much longer that takes than the evaluation. */
const latestMs = 1900;
const slowdown = 20;
const noTime = 'there was not enough time';
const nothing: PostedRecords = { tables: {}, watchlists: {}, externaldata: {} };

/**
 * Makes up records that make a rule fire at the time `now`, from what its query asks of them. Each set is tried with the evaluation
 * itself; where the rule stays silent, the next way of meeting its conditions is taken.
 */
export function synthesize(runnable: RunnableRule, clock: () => number, now: string): Synthesis {
  const started = clock();
  const attempts = attemptsAt(runnable, parseDatetime(now) ?? 0n);
  const tried = new Set<string>();
  let first: FirstTry | undefined;
  let deadEnd: string | undefined;
  const answer = (fires: boolean, records: PostedRecords, because: string | null): Synthesis => ({
    ruleId: runnable.rule.id,
    madeUp: true,
    fires,
    because,
    now,
    ...records,
    ms: Math.round(clock() - started),
  });
  for (const attempt of attempts) {
    if (tried.size >= mostRuns || clock() - started > mostMs) break;
    if (typeof attempt === 'string') {
      deadEnd ??= attempt;
      continue;
    }
    const body = JSON.stringify(attempt);
    if (tried.has(body)) continue;
    tried.add(body);
    try {
      const posted = { body: Buffer.from(body), format: 'json', now } as const;
      const before = clock();
      if (evaluateRule(runnable, posted, clock, now).verdict === 'alert') return answer(true, attempt, null);
      first ??= { records: attempt, posted, took: clock() - before };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      first ??= { records: attempt, because: error.problem.message };
    }
  }
  if (first?.posted === undefined) return answer(false, first?.records ?? nothing, first?.because ?? deadEnd ?? noTime);
  // Following the records takes far longer than the evaluation alone.
  const isTime = clock() - started + slowdown * (first.took ?? 0) < latestMs;
  if (!isTime) return answer(false, first.records, `the rule stays silent, and ${noTime} to find out why`);
  try {
    return answer(false, first.records, whyNot(evaluateRule(runnable, { ...first.posted, explain: true }, clock, now)));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return answer(false, first.records, error.problem.message);
  }
}

/** The first of the sets of records, and what is known of why the rule stays silent on it. */
interface FirstTry {
  readonly records: PostedRecords;
  readonly because?: string;
  readonly posted?: { readonly body: Buffer; readonly format: 'json'; readonly now: string };
  readonly took?: number;
}

/** Sets of records that may make a rule fire, the likeliest first; a text says why one way led nowhere. */
function* attemptsAt(runnable: RunnableRule, now: bigint): Generator<PostedRecords | string> {
  const { statements } = runnable.syntax;
  const query = statements.findLast((each) => each.is === 'expression')?.value;
  if (query === undefined) {
    yield 'the query has no result';
    return;
  }
  const isTable = (name: string) => runnable.tables.includes(name) || runnable.function(name) !== undefined;
  const closed = new Closed(new Constants(runnable, now), isTable);
  const lets = statements.filter((each) => each.is !== 'expression').flatMap(lettered);
  const scope: Scope = { lets, tables: new Map(), columns: new Map() };
  const { trigger } = runnable.rule;
  if (trigger !== null && firesOn(0, trigger)) yield nothing;
  const choices = new Choices();
  do {
    try {
      yield recordsFor(runnable, query, scope, { choices, closed }, now);
    } catch (error) {
      if (!(error instanceof DeadEnd)) throw error;
      yield error.message;
    }
  } while (choices.next());
}

/** Parameters of the query as lets of what they are unless they are given. */
function lettered(statement: Statement): Statement[] {
  if (statement.is !== 'query_parameters') return [statement];
  return statement.parameters.flatMap(({ name, default: value, span }) =>
    value === undefined || value === null ? [] : [{ is: 'let', name, nameSpan: span, value, span }],
  );
}

/** One set of records, by the choices made so far. */
function recordsFor(
  runnable: RunnableRule,
  query: Expression,
  scope: Scope,
  known: { readonly choices: Choices; readonly closed: Closed },
  now: bigint,
): PostedRecords {
  const copies: Copies[] = [];
  const later: (() => void)[] = [];
  const values = new Values(Number(now));
  const forward = (made: Made): Constant | undefined => {
    const literal = withValues(made, values, pipeline.conditions, copies);
    return literal && known.closed.value(literal, new Row(), made.scope);
  };
  const pipeline: Pipeline = new Pipeline(runnable, { ...known, copies, later, forward });
  pipeline.row(query, scope);
  for (let next = later.shift(); next !== undefined; next = later.shift()) next();
  const count = rowsFor(runnable.rule.trigger);
  if (count > 1) copies.push({ records: pipeline.records, count, fixed: () => new Set() });
  return writtenRecords(pipeline.records, copies, values, addressesIn(runnable, known.closed, scope));
}

/** The addresses that `externaldata` reads anywhere in a query or in functions that it calls. */
function addressesIn(runnable: RunnableRule, closed: Closed, scope: Scope): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each);
    else if (typeof part === 'object' && part !== null) {
      const node = part as Expression;
      if (node.is === 'externaldata')
        for (const uri of node.uris) {
          const address = closed.value(uri, new Row(), scope)?.value;
          if (typeof address === 'string') found.add(address);
        }
      if ((node.is === 'name' || node.is === 'call') && !seen.has(node.name)) {
        seen.add(node.name);
        visit(runnable.function(node.name)?.body);
      }
      for (const each of Object.values(node)) visit(each);
    }
  };
  visit(runnable.syntax.statements);
  return [...found];
}

type Trigger = RunnableRule['rule']['trigger'];

/** How many rows a trigger wants. */
function rowsFor(trigger: Trigger): number {
  if (trigger?.operator === 'gt') return Math.max(1, Math.floor(trigger.threshold) + 1);
  return trigger?.operator === 'eq' ? Math.max(1, trigger.threshold) : 1;
}

function firesOn(count: number, { operator, threshold }: NonNullable<Trigger>): boolean {
  if (operator === 'lt') return count < threshold;
  return operator === 'eq' ? count === threshold : operator === 'ne' && count !== threshold;
}

/** What kept the record that came furthest from the result. */
function whyNot({ explanation = [], problems, stages, trigger }: RuleEvaluation): string {
  const [furthest] = [...explanation].sort((a, b) => b.fate.stage - a.fate.stage);
  if (furthest === undefined) return problems[0]?.message ?? 'no records were made up';
  const { table, fate } = furthest;
  if (fate.reason === 'reached the result') return `the result has ${trigger.count} rows`;
  const at = stages[fate.stage];
  const where = fate.predicate ?? at?.text.trim().slice(0, 120) ?? '';
  const actual = fate.actual === undefined ? '' : `, where it is ${JSON.stringify(fate.actual)}`;
  return `${table}: ${fate.reason}: ${where.replace(/\s+/g, ' ')}${actual}`;
}
