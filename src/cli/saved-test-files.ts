import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { problems, refuse } from './problems.js';

/** The files under a path, in the order of their names. */
export function filesUnder(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((file) => join(path, file));
  } catch (error) {
    return refuse(problems.unreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

/** The name of a file of saved tests: the rule's, and of what kind it is. */
export const savedTestName = /^(.*)\.(?:(match|near-miss)\.ndjson|test\.ya?ml)$/i;

/** Where a store notes what became of the saved tests. */
export const savedTestsNoted = (store: string) => join(store, 'saved-tests.json');
