import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { formatOfText, type RecordFormat } from '../records/index.js';
import { problems, refuse } from './problems.js';

/** The bytes of a file, or of standard input for `-`; gzip is unpacked. */
export function readInput(file: string): Buffer {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    return refuse(problems.unreadable(file, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

/** How a file of records is written, by its name. */
export function formatOf(file: string): RecordFormat {
  return formatByName(file) ?? 'ndjson';
}

/** A file of records; where its name does not tell how it is written, its first characters do. */
export function readRecords(file: string): { readonly body: Buffer; readonly format: RecordFormat } {
  const body = readInput(file);
  const format = formatByName(file);
  // JSON lines are often named .json too.
  return { body, format: format === undefined || format === 'json' ? formatOfText(body) : format };
}

function formatByName(file: string): RecordFormat | undefined {
  const name = file.replace(/\.gz$/, '');
  if (name.endsWith('.csv')) return 'csv';
  if (name.endsWith('.ndjson') || name.endsWith('.jsonl')) return 'ndjson';
  return name.endsWith('.json') ? 'json' : undefined;
}

/** `--table NAME=FILE`: its parts. */
export function namedFile(option: string): { readonly table: string; readonly file: string } {
  const at = option.indexOf('=');
  if (at < 1) return refuse(problems.badValue('--table', option, 'NAME=FILE'));
  return { table: option.slice(0, at), file: option.slice(at + 1) };
}
