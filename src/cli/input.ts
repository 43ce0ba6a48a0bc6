import { readFileSync } from 'node:fs';
import type { RecordFormat } from '../records/index.js';
import { problems, refuse } from './problems.js';

/** The bytes of a file, or of standard input for `-`. */
export function readInput(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    return refuse(problems.unreadable(file, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

/** How a file of records is written, by its name; JSON lines unless it says otherwise. */
export function formatOf(file: string): RecordFormat {
  return file.endsWith('.csv') ? 'csv' : file.endsWith('.json') ? 'json' : 'ndjson';
}
