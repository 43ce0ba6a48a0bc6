import type { Problem } from '../base/problem.js';
import { type Json, parseJson } from '../kql/index.js';
import { readCsv } from './csv.js';
import type { RecordFormat } from './format.js';
import { badCsv, badJson, badLine } from './problems.js';

export { columnNamed, isoTime } from './csv.js';
export { formatOfText, type RecordFormat } from './format.js';
export { type Fields, type LineReading, readLines } from './lines.js';
export { readApiTable } from './log-analytics.js';

/** The records that a text held, what could not be read of it, and what else is to be said. */
export interface RecordReading {
  readonly records: readonly Json[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
}

/** Reads posted logs; whole numbers keep every digit. */
export function parseRecords(text: string, format: RecordFormat): RecordReading {
  switch (format) {
    case 'json': {
      const json = parseJson(text);
      return json === undefined
        ? { records: [], problems: [badJson()], notes: [] }
        : { records: Array.isArray(json) ? json : [json], problems: [], notes: [] };
    }
    case 'ndjson':
      return parseLines(text);
    case 'csv': {
      const { records, notes, badLine: line } = readCsv(text);
      return { records, problems: line === undefined ? [] : [badCsv(line)], notes };
    }
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
  return { records, problems, notes: [] };
}
