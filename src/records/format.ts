import { parseRoughly } from '../kql/index.js';

export type RecordFormat = 'json' | 'ndjson' | 'csv';

/** So much of a text is looked at. */
const sample = 1_000_000;

/** Says by its first characters how a text of records is written. */
export function formatOfText(bytes: Uint8Array): RecordFormat {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sample))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') return 'ndjson';
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  const end = text.indexOf('\n');
  const first = parseRoughly(end < 0 ? text : text.slice(0, end));
  if (first === undefined) return end < 0 || bytes.byteLength > sample ? 'ndjson' : 'json';
  const isAlone = end < 0 || text.slice(end).trim() === '';
  return isAlone && typeof first === 'object' && first !== null && ('records' in first || 'tables' in first)
    ? 'json'
    : 'ndjson';
}
