import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProblemError } from '../base/problem.js';
import { type Catalog, openCatalog } from '../corpus/index.js';
import { type CatalogLine, type ChildPool, everyRule, type Posted, type RuleEvaluation } from '../evaluation/index.js';
import type { SavedTestResult } from '../web/index.js';
import { evaluationPool } from './evaluation-pool.js';
import { problems, refuse } from './problems.js';
import { savedTestsNoted } from './saved-test-files.js';
import { type EvaluateFile, onlyRule, type RuleTest, run, savedTestsIn } from './saved-tests.js';

/** So much of an ingest's time goes into looking for other rules that fire on the records of tests. */
const othersMilliseconds = 20_000;
const noTimeLeft = 'The catalog has too many rules and tests to run all on all at every ingest.';

type Answer = RuleEvaluation | readonly CatalogLine[];
type Pool = ChildPool<Answer>;

/** What became of the saved tests at the last ingest. */
interface Remembered {
  /** Tells whether a test, its records, or any rule has changed since. */
  readonly key: string;
  /** By the path of the rule's file. */
  readonly results: Readonly<Record<string, readonly SavedTestResult[]>>;
}

/**
 * Runs the tests saved in the files on the rules of the store, notes what became of them beside it, and gives that. Where
 * nothing has changed since they ran, they do not run again.
 */
export async function renewSavedTests(store: string, files: readonly string[]): Promise<Remembered['results']> {
  const { tests, malformed } = savedTestsIn(files.map((file) => resolve(file)));
  const former = read(store);
  const catalog = openCatalog(store);
  try {
    const inputs = [...new Set(tests.flatMap((test) => test.files))];
    const key = keyOf([catalog.generation, malformed.map(({ name, failure }) => [name, failure]), inputs.map(lookOf)]);
    if (former?.key === key) return former.results;
    const results: Record<string, SavedTestResult[]> = {};
    const note = (rule: string, result: SavedTestResult): void => {
      results[rule] = [...(results[rule] ?? []), result];
    };
    for (const { rule, name, failure = '' } of malformed) note(rule, { title: name, expect: {}, failure });
    if (tests.length > 0) {
      const pool = evaluationPool<Answer>(store);
      try {
        const evaluate = inPool(pool, catalog);
        let left = othersMilliseconds;
        for (const test of tests) {
          const { title, expect } = test;
          const { failure } = await run(test, evaluate);
          if (failure !== undefined) note(test.rule, { title, expect, failure });
          else if (expect.alert !== true) note(test.rule, { title, expect });
          else {
            const started = performance.now();
            const others = left > 0 ? await othersThatFire(test, pool, catalog) : { othersUnknown: noTimeLeft };
            left -= performance.now() - started;
            note(test.rule, { title, expect, ...others });
          }
        }
      } finally {
        pool.close();
      }
    }
    // Killed while it writes, it leaves what cannot be read, and they run again.
    writeFileSync(savedTestsNoted(store), JSON.stringify({ key, results } satisfies Remembered));
    return results;
  } finally {
    catalog.close();
  }
}

/** The saved tests of a rule, with what became of them at the last ingest. */
export function rememberedTests(store: string, catalog: Catalog): (slug: string) => readonly SavedTestResult[] {
  const results = read(store)?.results ?? {};
  return (slug) => results[catalog.fileOf(slug) ?? ''] ?? [];
}

/** Runs the rules of the store, each run apart and bounded as a request's is. */
function inPool(pool: Pool, catalog: Catalog): EvaluateFile {
  const slugs = new Map<string | undefined, string[]>();
  for (const { slug } of catalog.rules) {
    const file = catalog.fileOf(slug);
    slugs.set(file, [...(slugs.get(file) ?? []), slug]);
  }
  return async (file, posted) => {
    const slug = onlyRule(file, slugs.get(file) ?? []);
    const outcome = await runIn(pool, { ...posted, slug });
    if (outcome.is === 'refused') throw new ProblemError(outcome.problem);
    return outcome.result as RuleEvaluation;
  };
}

/** The slugs of the other rules that fire on the records of a test, or why that is not known. */
async function othersThatFire(
  test: RuleTest,
  pool: Pool,
  catalog: Catalog,
): Promise<Pick<SavedTestResult, 'alsoFire' | 'othersUnknown'>> {
  const outcome = await runIn(pool, { ...test.posted(), slug: everyRule });
  if (outcome.is === 'refused') return { othersUnknown: outcome.problem.message };
  const lines = outcome.result as readonly CatalogLine[];
  const firing = new Set(
    lines.filter(({ verdict }) => verdict === 'alert').map(({ ruleId, path }) => `${ruleId} ${path}`),
  );
  const alsoFire = catalog.rules
    .filter(({ id, path, slug }) => firing.has(`${id} ${path}`) && catalog.fileOf(slug) !== test.rule)
    .map(({ slug }) => slug);
  return { alsoFire };
}

async function runIn(pool: Pool, job: Posted & { readonly slug: string }) {
  const { signal } = new AbortController();
  const room = await pool.reserve(job.body.length, signal);
  if (room === undefined) return refuse(problems.unreadable('a saved test', 'its records are too many'));
  try {
    return await room.run(job, signal);
  } finally {
    room.release();
  }
}

function keyOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What tells whether a file has changed. */
function lookOf(file: string): unknown {
  const stats = statSync(file, { throwIfNoEntry: false });
  return [file, stats?.size, stats?.mtimeMs];
}

/** Nothing where none were noted, or what was noted cannot be read: then they run again. */
function read(store: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(savedTestsNoted(store), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
