import type { Problem } from '../../base/problem.js';
import { type Engine, loadEngine, type QueryResult } from '../../kql/index.js';
import { parseRecords } from '../../records/index.js';
import { type Command, type Streams, textOption } from '../command.js';
import { formatOf, readInput } from '../input.js';
import { refuse, problems as sentences } from '../problems.js';

const formats = ['table', 'json', 'ndjson', 'csv'] as const;

/** Runs KQL on local files. */
export const query: Command = {
  usage: '[QUERY] [--file F] [--batch F] [--table NAME=FILE]... [--now TIME] [--format table/json/ndjson/csv]',
  summary: 'Runs KQL on records in files; --batch answers JSON lines { id, query, now?, tables? } one by one.',
  options: {
    file: { type: 'string' },
    batch: { type: 'string' },
    table: { type: 'string', multiple: true },
    now: { type: 'string' },
    format: { type: 'string', default: 'table' },
  },
  async run(request, streams) {
    const format = formats.find((each) => each === request.options.format);
    if (format === undefined)
      return refuse(sentences.badValue('--format', String(request.options.format), formats.join(', ')));
    const now = textOption(request, 'now') ?? new Date().toISOString();
    if (Number.isNaN(Date.parse(now)))
      return refuse(sentences.badValue('--now', now, 'a time such as 2024-01-31T12:00:00Z'));
    const engine = await loadEngine();
    const file = textOption(request, 'file');
    const lines = textOption(request, 'batch');
    if (lines !== undefined) return batch(engine, lines, now, streams);
    const text = file === undefined ? request.operands.join(' ') : readInput(file).toString('utf8');
    if (text.trim() === '') return refuse(sentences.missing('QUERY'));
    const tables = Object.fromEntries(((request.options.table ?? []) as readonly string[]).map(namedTable));
    const result = engine.query(text, { now, tables });
    for (const { code, message, line, column } of result.problems)
      streams.stderr.write(`${line ?? 1}:${column ?? 1} ${code} ${message}\n`);
    if (result.problems.length > 0) return 2;
    for (const line of printed(result, format)) streams.stdout.write(`${line}\n`);
    return 0;
  },
};

function namedTable(option: string): [string, readonly unknown[]] {
  const at = option.indexOf('=');
  if (at < 1) return refuse(sentences.badValue('--table', option, 'NAME=FILE'));
  return [option.slice(0, at), recordsOf(option.slice(at + 1))];
}

function recordsOf(file: string): readonly unknown[] {
  const { records, problems } = parseRecords(readInput(file).toString('utf8'), formatOf(file));
  return problems.length > 0 ? refuse(problems[0]) : records;
}

interface BatchLine {
  readonly id?: unknown;
  readonly query?: unknown;
  readonly now?: unknown;
  readonly tables?: Readonly<Record<string, readonly unknown[] | string>>;
}

/** Answers JSON lines in order; a bad line is answered with its problem. */
function batch(engine: Engine, file: string, now: string, { stdout }: Streams): number {
  for (const line of readInput(file).toString('utf8').split('\n')) {
    if (line.trim() !== '') stdout.write(`${JSON.stringify(answer(engine, line, now))}\n`);
  }
  return 0;
}

function answer(engine: Engine, line: string, now: string) {
  const bad = (message: string, id: unknown = null) => ({
    id,
    problems: [{ code: 'TT-BATCH', kind: 'request', message } satisfies Problem],
  });
  const { records, problems } = parseRecords(line, 'ndjson');
  const given = records[0] as BatchLine | undefined;
  if (problems.length > 0 || given === undefined) return bad('This line is no JSON object.');
  if (typeof given.query !== 'string') return bad("A line needs a 'query'.", given.id);
  const time = typeof given.now === 'string' ? given.now : now;
  if (Number.isNaN(Date.parse(time))) return bad(`'${time}' is no time.`, given.id);
  const tables = Object.fromEntries(
    Object.entries(given.tables ?? {}).map(([name, rows]) => [name, typeof rows === 'string' ? recordsOf(rows) : rows]),
  );
  const result = engine.query(given.query, { now: time, tables });
  return result.problems.length > 0
    ? { id: given.id, columns: [], problems: result.problems }
    : { id: given.id, columns: result.columns, rows: result.rows, problems: [] };
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
      return lines.map((line) =>
        line
          .map((cell, i) => cell.padEnd(widths[i]))
          .join('  ')
          .trimEnd(),
      );
    }
  }
}
