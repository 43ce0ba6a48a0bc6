import { existsSync } from 'node:fs';
import { ProblemError } from '../base/problem.js';
import { type IngestSummary, ingest } from '../corpus/index.js';
import { wordIndex } from '../search/index.js';
import type { SavedTestResult } from '../web/index.js';
import type { Output } from './command.js';
import { progressLine } from './progress.js';
import { filesUnder, savedTestName, savedTestsNoted } from './saved-test-files.js';

/** What an ingest found, and what became of the tests saved beside the rules, by the rule's file. */
interface Ingested {
  readonly summary: IngestSummary;
  readonly savedTests: Readonly<Record<string, readonly SavedTestResult[]>>;
}

/** Ingests paths into a store with everything that the pages and commands need, and runs the tests saved beside the rules. */
export async function ingestInto(store: string, paths: readonly string[], terminal: Output): Promise<Ingested> {
  const progress = progressLine(terminal);
  try {
    const summary = await ingest({ paths, store, parts: [wordIndex], onProgress: progress.show });
    return { summary, savedTests: await savedTestsUnder(paths, store) };
  } finally {
    progress.clear();
  }
}

/** What runs them is much code, which is loaded where there are some, or were. */
async function savedTestsUnder(paths: readonly string[], store: string): Promise<Ingested['savedTests']> {
  const found: string[] = [];
  for (const path of paths) {
    try {
      found.push(...filesUnder(path));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Ingest has read what it could, and says what it could not.
      return { [path]: [{ title: 'all below', expect: {}, failure: error.problem.message }] };
    }
  }
  const files = found.filter((file) => savedTestName.test(file));
  if (files.length === 0 && !existsSync(savedTestsNoted(store))) return {};
  const { renewSavedTests } = await import('./remembered-tests.js');
  return renewSavedTests(store, files);
}

/** What an ingest found, in one line. */
export function summaryLine(summary: IngestSummary): string {
  const { files, rules, functions, schemas, problems, evaluable, partly, indicators, elapsedMs } = summary;
  return (
    `${files} files: ${rules} rules (${evaluable} fully and ${partly} partly evaluable), ${functions} functions, ` +
    `${schemas} schemas, ${problems.length} problems; ${indicators} indicators; ${(elapsedMs / 1000).toFixed(1)} s`
  );
}
