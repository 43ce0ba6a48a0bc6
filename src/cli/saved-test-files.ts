import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../base/problem.js';
import { problems, refuse } from './problems.js';

const skipped: ReadonlySet<string> = new Set(['.git', '.telltale', 'node_modules']);

/** The files under a path, in the order of their names. Links are not followed, as ingest does not follow them. */
export function filesUnder(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((entry) => {
        if (entry.isFile()) return [join(path, entry.name)];
        return entry.isDirectory() && !skipped.has(entry.name) ? filesUnder(join(path, entry.name)) : [];
      });
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return refuse(problems.unreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

/** The name of a file of saved tests: the rule's, and of what kind it is. */
export const savedTestName = /^(.*)\.(?:(match|near-miss)\.ndjson|test\.ya?ml)$/i;

/** Where a store notes what became of the saved tests. */
export const savedTestsNoted = (store: string) => join(store, 'saved-tests.json');
