import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import type { Problem } from '../../base/problem.js';
import { MAX_RULE_FILE_BYTES, recognizes } from '../../rules/index.js';
import { problems, refuse } from '../problems.js';

/** A file to read: `path` is relative to the folder that was asked for, with `/`. */
export interface FoundFile {
  readonly root: number;
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** What lies under the ingested paths, ordered by root and path, and what was refused there. */
export interface Walk {
  readonly roots: readonly string[];
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

const SKIPPED = new Set(['.git', '.telltale', 'node_modules']);

/** Finds every file under the paths that may hold a rule, in an order that depends on names alone. */
export function walk(paths: readonly string[], store: string): Walk {
  const roots = paths.map((path) => resolve(path));
  const searches = roots.map((root, number) => {
    if (!existsSync(root)) return refuse(problems.noSuchPath(paths[number]));
    const start = realpathSync(root);
    return new Search(number, start, resolve(store));
  });
  const seen = new Set<string>();
  for (const search of searches) search.run(seen);
  return {
    roots,
    files: searches.flatMap((search) => search.found).sort(byPlace),
    problems: searches.flatMap((search) => search.refused.sort(byProblemPath)),
  };
}

/** The search of one root. */
class Search {
  readonly found: FoundFile[] = [];
  readonly refused: Problem[] = [];
  readonly #folders: { readonly absolute: string; readonly path: string }[] = [];
  /** The folder that links may not leave. */
  readonly #base: string;

  constructor(
    readonly root: number,
    readonly start: string,
    readonly omitted: string,
  ) {
    this.#base = lstatSync(start).isDirectory() ? start : dirname(start);
  }

  run(seen: Set<string>): void {
    if (this.#base === this.start) this.#folders.push({ absolute: this.start, path: '' });
    else this.#lookAtFile(this.start, basename(this.start), seen);
    for (let folder = this.#folders.pop(); folder !== undefined; folder = this.#folders.pop()) {
      if (seen.has(folder.absolute) || folder.absolute === this.omitted) continue;
      seen.add(folder.absolute);
      this.#lookInto(folder.absolute, folder.path, seen);
    }
  }

  #lookInto(folder: string, folderPath: string, seen: Set<string>): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.refused.push(problems.unreadable(folderPath, (error as Error).message));
      return;
    }
    for (const entry of entries) {
      const absolute = folder + sep + entry.name;
      const path = folderPath === '' ? entry.name : `${folderPath}/${entry.name}`;
      if (entry.isSymbolicLink()) this.#lookAtLink(absolute, path);
      else if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) this.#folders.push({ absolute, path });
      } else if (recognizes(path)) this.#lookAtFile(absolute, path, seen);
    }
  }

  #lookAtFile(absolute: string, path: string, seen: Set<string>): void {
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (stats === undefined || seen.has(absolute)) return;
    seen.add(absolute);
    if (!stats.isFile()) this.refused.push(problems.notAFile(path));
    else if (stats.size > MAX_RULE_FILE_BYTES) {
      this.refused.push(problems.tooLarge(path, stats.size, MAX_RULE_FILE_BYTES));
    } else this.found.push({ root: this.root, path, absolute, size: stats.size, mtimeMs: stats.mtimeMs });
  }

  /** What a link inside the folder points to is read under its own path; a link is never followed. */
  #lookAtLink(absolute: string, path: string): void {
    let target: string;
    try {
      target = realpathSync(absolute);
    } catch {
      if (recognizes(path)) this.refused.push(problems.linkBroken(path));
      return;
    }
    const inside = target === this.#base || target.startsWith(this.#base + sep);
    if (!inside && (recognizes(path) || statSync(target).isDirectory())) {
      this.refused.push(problems.linkLeavesFolder(path, target));
    }
  }
}

function byPlace(a: { root: number; path: string }, b: { root: number; path: string }): number {
  return a.root - b.root || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

function byProblemPath(a: Problem, b: Problem): number {
  const [left, right] = [a.path ?? '', b.path ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
