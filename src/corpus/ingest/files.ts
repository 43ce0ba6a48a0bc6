import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Problem } from '../../base/problem.js';
import { MAX_RULE_FILE_BYTES } from '../../rules/index.js';
import { problems } from '../problems.js';
import type { StoredState } from '../store/state.js';
import type { FoundFile, Walk } from './walk.js';

/** A file beside its former self: `kept` is its number in the former state when its bytes are the same. */
export interface ComparedFile extends FoundFile {
  readonly hash: string;
  readonly kept: number | null;
  /** Its bytes, when it is new or changed. */
  readonly bytes: Uint8Array | null;
  /** Why it could not be read. */
  readonly refused: Problem | null;
}

/** A change within this time of reading may leave size and time as they were; such a file is read again next time. */
const RACY_MS = 100;

/** Compares the found files with the former state: by size and time where both are the same, else by content. */
export function* compareFiles(walk: Walk, former: StoredState | null): Generator<ComparedFile> {
  const known = new Map(former?.files.map((file, number) => [`${file.root}:${file.path}`, number]));
  for (const found of walk.files) {
    const number = known.get(`${found.root}:${found.path}`) ?? null;
    const stored = former !== null && number !== null ? former.files[number] : null;
    const sameRoot = former?.roots[found.root] === walk.roots[found.root];
    if (stored !== null && sameRoot && stored.size === found.size && stored.mtimeMs === found.mtimeMs) {
      yield { ...found, hash: stored.hash, kept: number, bytes: null, refused: null };
      continue;
    }
    const racy = Date.now() - found.mtimeMs < RACY_MS;
    const read = readBounded(found);
    if (!(read instanceof Uint8Array)) {
      yield { ...found, mtimeMs: -1, hash: '', kept: null, bytes: null, refused: read };
      continue;
    }
    const hash = createHash('sha256').update(read).digest('hex');
    const kept = stored?.hash === hash ? number : null;
    yield {
      ...found,
      mtimeMs: racy ? -1 : found.mtimeMs,
      hash,
      kept,
      bytes: kept === null ? read : null,
      refused: null,
    };
  }
}

/** Reads a file that may have been replaced since it was found: by a link, a device, or more than is allowed. */
function readBounded({ absolute, path }: FoundFile): Uint8Array | Problem {
  let file: number;
  try {
    file = openSync(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return problems.unreadable(path, (error as Error).message);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return problems.notAFile(path);
    if (stats.size > MAX_RULE_FILE_BYTES) return problems.tooLarge(path, stats.size, MAX_RULE_FILE_BYTES);
    return readFileSync(file);
  } catch (error) {
    return problems.unreadable(path, (error as Error).message);
  } finally {
    closeSync(file);
  }
}
