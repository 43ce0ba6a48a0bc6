import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { ProblemError } from '../../base/problem.js';
import { problems, refuse } from '../problems.js';
import { IndexFile, syncFolder } from './index-file.js';
import { PackReader, PackWriter } from './pack.js';
import { FORMAT, type StoredState } from './state.js';

/** The state of a store and its open pack. */
export interface OpenStore {
  readonly state: StoredState;
  readonly pack: PackReader;
}

/** Opens a store as it is now; refuses one that is missing, damaged or of another version. */
export function openStore(folder: string): OpenStore {
  for (let tries = 0; ; tries++) {
    const state = readState(folder);
    if (state === null) return refuse(problems.noStore(folder));
    if (state.format !== FORMAT) return refuse(problems.storeOfOtherVersion(folder));
    try {
      return { state, pack: new PackReader(packPath(folder, state.generation)) };
    } catch (error) {
      // A writer may have switched generations between the two reads.
      if (tries > 0) return refuse(problems.storeDamaged(folder, (error as Error).message));
    }
  }
}

/** Starts the pack of the next generation. */
export function beginGeneration(folder: string): { readonly generation: string; readonly pack: PackWriter } {
  const generation = `${Date.now().toString(36)}-${process.pid.toString(36)}`;
  return { generation, pack: new PackWriter(packPath(folder, generation)) };
}

/** Makes a generation whose pack is on the disk the current one, in one step. */
export function switchTo(folder: string, state: StoredState): void {
  syncFolder(folder);
  const index = new LowSync<StoredState>(new IndexFile(indexPath(folder)), state);
  index.write();
}

/**
 * Removes what writers that were killed left, and packs that are no longer current. Call with the lock held. While the
 * index cannot be read, packs stay: one of them may be all that is left of the catalog.
 */
export function cleanStore(folder: string): void {
  const current = generationOf(folder);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const draft = name.startsWith('index.json.') || (name.startsWith('lock.') && isForgotten(path));
    const old = current !== undefined && name.endsWith('.pack') && name !== `${current}.pack`;
    if (draft || old) rmSync(path, { force: true });
  }
}

/** The generation that the index names, whatever version wrote it; nothing if there is none or it is damaged. */
function generationOf(folder: string): string | undefined {
  try {
    return readState(folder)?.generation;
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** Another writer may be asking for the lock right now: its draft is not ours to remove. */
function isForgotten(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > 60_000;
}

function readState(folder: string): StoredState | null {
  const index = new LowSync<StoredState | null>(new IndexFile(indexPath(folder)), null);
  try {
    index.read();
  } catch (error) {
    return refuse(problems.storeDamaged(folder, (error as Error).message));
  }
  return index.data;
}

const indexPath = (folder: string): string => join(folder, 'index.json');
const packPath = (folder: string, generation: string): string => join(folder, `${generation}.pack`);
