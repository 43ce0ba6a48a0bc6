import { readFileSync } from 'node:fs';
import type { Problem } from '../../base/problem.js';
import { type Engine, loadEngine, type QueryResult } from '../../kql/index.js';
import { parseRecords } from '../../records/index.js';
import { type Command, type ExitCode, options, print, UsageError } from '../command.js';

const formats = ['table', 'json', 'ndjson', 'csv'] as const;

export const queryCommand: Command = {
  name: 'query',
  usage: 'query [QUERY] [--file F] [--batch F] [--table NAME=FILE]... [--now TIME] [--format table/json/ndjson/csv]',
  async run(args) {
    const { values, positionals } = options(args, {
      file: { type: 'string' }, batch: { type: 'string' }, table: { type: 'string', multiple: true }, now: { type: 'string' }, format: { type: 'string', default: 'table' },
    });
    const format = formats.find((each) => each === values.format);
    if (format === undefined) throw new UsageError(`'${values.format}' is no format; expected one of ${formats.join(', ')}`);
    const now = values.now ?? new Date().toISOString();
    const engine = await loadEngine();
    if (values.batch !== undefined) return batch(engine, values.batch, now);
    const text = values.file === undefined ? positionals.join(' ') : read(values.file);
    if (text.trim() === '') throw new UsageError('query needs a query, --file or --batch');
    const tables = Object.fromEntries((values.table ?? []).map(namedTable));
    const result = engine.query(text, { now, tables });
    for (const { code, message, line, column } of result.problems) process.stderr.write(`${line ?? 1}:${column ?? 1} ${code} ${message}\n`);
    if (result.problems.length > 0) return 2;
    for (const line of printed(result, format)) print(line);
    return 0;
  },
};

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new UsageError(`cannot read '${file}'`);
  }
}

function namedTable(option: string): [string, readonly unknown[]] {
  const at = option.indexOf('=');
  if (at < 1) throw new UsageError(`'${option}' is not NAME=FILE`);
  return [option.slice(0, at), recordsOf(option.slice(at + 1))];
}

function recordsOf(file: string): readonly unknown[] {
  const { records, problems } = parseRecords(read(file), file.endsWith('.csv') ? 'csv' : file.endsWith('.json') ? 'json' : 'ndjson');
  if (problems.length > 0) throw new UsageError(`${file}: ${problems[0].message}`);
  return records;
}

interface BatchLine {
  readonly id?: unknown;
  readonly query?: unknown;
  readonly now?: unknown;
  readonly tables?: Readonly<Record<string, readonly unknown[] | string>>;
}

/** Answers JSON lines in order; a bad line is answered with its problem. */
function batch(engine: Engine, file: string, now: string): ExitCode {
  for (const line of read(file).split('\n')) {
    if (line.trim() === '') continue;
    print(JSON.stringify(answer(engine, line, now)));
  }
  return 0;
}

function answer(engine: Engine, line: string, now: string) {
  const bad = (message: string, id: unknown = null) => ({ id, problems: [{ code: 'TT-BATCH', kind: 'request', message } satisfies Problem] });
  const { records, problems } = parseRecords(line, 'ndjson');
  const given = records[0] as BatchLine | undefined;
  if (problems.length > 0 || given === undefined) return bad('This line is no JSON object.');
  if (typeof given.query !== 'string') return bad("A line needs a 'query'.", given.id);
  const time = typeof given.now === 'string' ? given.now : now;
  if (Number.isNaN(Date.parse(time))) return bad(`'${time}' is no time.`, given.id);
  const tables = Object.fromEntries(Object.entries(given.tables ?? {}).map(([name, rows]) => [name, typeof rows === 'string' ? recordsOf(rows) : rows]));
  const result = engine.query(given.query, { now: time, tables });
  return result.problems.length > 0 ? { id: given.id, columns: [], problems: result.problems } : { id: given.id, columns: result.columns, rows: result.rows, problems: [] };
}

function printed({ columns, rows }: QueryResult, format: (typeof formats)[number]): string[] {
  const names = columns.map(({ name }) => name);
  const text = (cell: unknown) => (cell === null ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell));
  switch (format) {
    case 'json':
      return [JSON.stringify({ columns, rows })];
    case 'ndjson':
      return rows.map((row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]]))));
    case 'csv': {
      const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
      return [names, ...rows.map((row) => row.map(text))].map((line) => line.map(quoted).join(','));
    }
    case 'table': {
      const lines = [names, ...rows.map((row) => row.map(text))];
      const widths = names.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
      return lines.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
    }
  }
}
