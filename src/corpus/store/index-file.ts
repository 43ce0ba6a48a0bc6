import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SyncAdapter } from 'lowdb';

/** A lowdb adapter for one JSON file that is always the old or the new one, wherever the writer is killed. */
export class IndexFile<T> implements SyncAdapter<T> {
  constructor(readonly path: string) {}

  read(): T | null {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    return JSON.parse(text) as T;
  }

  write(data: T): void {
    const draft = `${this.path}.${process.pid}.${Date.now()}`;
    const bytes = Buffer.from(JSON.stringify(data));
    const file = openSync(draft, 'wx');
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    renameSync(draft, this.path);
    syncFolder(dirname(this.path));
  }
}

/** Makes new names in a folder outlive a loss of power; Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
