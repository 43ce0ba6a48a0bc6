import type { Problem } from '../base/problem.js';
import { type Json, parseJson } from '../kql/index.js';
import { badCsv, badJson, badLine } from './problems.js';

export { type Fields, type LineReading, readLines } from './lines.js';

export type RecordFormat = 'json' | 'ndjson' | 'csv';

/** The records that a text held, and what could not be read of it. */
export interface RecordReading {
  readonly records: readonly Json[];
  readonly problems: readonly Problem[];
}

/** Reads posted logs; whole numbers keep every digit. */
export function parseRecords(text: string, format: RecordFormat): RecordReading {
  switch (format) {
    case 'json': {
      const json = parseJson(text);
      return json === undefined
        ? { records: [], problems: [badJson()] }
        : { records: Array.isArray(json) ? json : [json], problems: [] };
    }
    case 'ndjson':
      return parseLines(text);
    case 'csv':
      return parseCsv(text);
  }
}

function parseLines(text: string): RecordReading {
  const records: Json[] = [];
  const problems: Problem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const json = parseJson(line);
    if (json === undefined) problems.push(badLine(i + 1));
    else records.push(json);
  });
  return { records, problems };
}

/** RFC 4180: fields may be quoted, a quote in them doubled. The first row names the columns. */
function parseCsv(text: string): RecordReading {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  const plain = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < plain.length) {
    const start = field.lastIndex;
    const match = field.exec(plain);
    if (match === null) return { records: [], problems: [badCsv(plain.slice(0, start).split('\n').length)] };
    row.push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1]);
    if (match[2] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push([...row, '']);
  const [names = [], ...lines] = rows;
  return {
    records: lines
      .filter((line) => line.length > 1 || line[0] !== '')
      .map((line) => Object.fromEntries(names.map((name, i) => [name, line[i] ?? '']))),
    problems: [],
  };
}
