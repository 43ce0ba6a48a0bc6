import type { Problem } from '../base/problem.js';
import { columnTwice, manyCells, timeZone } from './problems.js';

/** A CSV text as records; `badLine` is the line where it stops to be CSV. */
export interface CsvReading {
  readonly records: readonly { readonly [name: string]: string }[];
  readonly notes: readonly Problem[];
  readonly badLine?: number;
}

/** RFC 4180: fields may be quoted, a quote in them doubled. The first row names the columns; times are read as Log Analytics exports them. */
export function readCsv(text: string): CsvReading {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  const plain = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < plain.length) {
    const start = field.lastIndex;
    const match = field.exec(plain);
    if (match === null) return { records: [], notes: [], badLine: plain.slice(0, start).split('\n').length };
    row.push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1]);
    if (match[2] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push([...row, '']);
  const [header = [], ...lines] = rows;
  return recordsOf(
    header,
    lines.filter((line) => line.length > 1 || line[0] !== ''),
  );
}

function recordsOf(header: readonly string[], lines: readonly (readonly string[])[]): CsvReading {
  const columns = header.map(columnNamed);
  const names = columns.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const zones = columns.filter(({ zone }) => zone !== undefined && zone !== 'UTC');
  const tooLong = lines.filter((line) => line.length > names.length).length;
  const times = columns.map(
    ({ zone }, i) =>
      zone !== undefined ||
      (lines.some((line) => (line[i] ?? '') !== '') &&
        lines.every((line) => (line[i] ?? '') === '' || exported.test(line[i]))),
  );
  return {
    records: lines.map((line) =>
      Object.fromEntries(names.map((name, i) => [name, times[i] ? isoTime(line[i] ?? '') : (line[i] ?? '')])),
    ),
    notes: [
      ...twice.map(columnTwice),
      ...zones.map(({ name, zone }) => timeZone(name, String(zone))),
      ...(tooLong > 0 ? [manyCells(tooLong, names.length)] : []),
    ],
  };
}

/** A heading such as `TimeGenerated [UTC]`: the column's name, and the zone of its times. */
export function columnNamed(heading: string): { readonly name: string; readonly zone?: string } {
  const match = /^(.+?) \[([^\]]+)\]$/.exec(heading.trim());
  return match === null ? { name: heading.trim() } : { name: match[1], zone: match[2] };
}

/** A time as the portal writes it: `4/19/2021, 12:13:19.483 PM`. */
const exported = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2}):(\d{2})(\.\d+)? ([AP])M$/;

/** The same time as ISO 8601 has it; every other text as it is. */
export function isoTime(text: string): string {
  const match = text.endsWith('M') ? exported.exec(text) : null;
  if (match === null) return text;
  const [, month, day, year, hour, minute, second, fraction = '', half] = match;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const two = (part: string | number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}${fraction}Z`;
}
