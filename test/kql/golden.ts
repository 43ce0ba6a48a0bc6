import { invariant } from '../../src/base/invariant.js';
import type { Problem } from '../../src/base/problem.js';
import { positionAt } from '../../src/base/span.js';

/** What a golden says must come of one query. */
export interface GoldenCase {
  /** The first words of its comment, or of its query. */
  readonly name: string;
  /** The line of the file on which its query begins. */
  readonly line: number;
  readonly query: string;
  readonly now?: string;
  /** The fixture that holds its tables. */
  readonly tables?: string;
  /** How far reals may lie apart, relative to their size. */
  readonly close: number;
  readonly truth: Truth;
  /** The typed header; absent where the query must fail. */
  readonly header?: string;
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly ExpectedProblem[];
  /** The lines of the file, from 0, between which its header and rows stand. */
  readonly answerLines: readonly [from: number, to: number];
}

interface ExpectedProblem {
  readonly code: string;
  /** `line:column` in the query. */
  readonly place?: string;
  /** What the message must hold. */
  readonly message: string;
}

const truths = ['docs', 'engine', 'library', 'reasoned'] as const;
type Truth = (typeof truths)[number];

/** What the door answers, as far as a golden looks at it. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly ordered: boolean;
  readonly problems: readonly Problem[];
}

/** Reads a file of goldens: cases parted by blank lines, and what is wrong with the file itself. */
export function readGoldens(text: string): { cases: GoldenCase[]; faults: string[] } {
  const lines = text.split(/\r?\n/);
  const cases: GoldenCase[] = [];
  const faults: string[] = [];
  for (let from = 0; from < lines.length; from++) {
    if (lines[from].trim() === '') continue;
    let to = from;
    while (to < lines.length && lines[to].trim() !== '') to++;
    const golden = readCase(lines.slice(from, to), from, (line, message) => faults.push(`line ${line}: ${message}`));
    if (golden) cases.push(golden);
    from = to;
  }
  return { cases, faults };
}

type Fault = (line: number, message: string) => void;

function readCase(block: readonly string[], from: number, fault: Fault): GoldenCase | undefined {
  const marked = (mark: string) =>
    block
      .map((line, i) => ({ line: from + i + 1, text: line.slice(mark.length).trim(), found: line.startsWith(mark) }))
      .filter(({ found }) => found);
  const queryStart = block.findIndex((line) => !line.startsWith('//'));
  const query = block.slice(queryStart).filter((line) => !/^\/\/[>!@]/.test(line));
  const settings = readSettings(marked('//@'), fault);
  const problems = marked('//!').map(({ text }) => readProblem(text));
  const [header, ...rows] = marked('//>').map(({ line, text }) => ({ line, text, cells: splitCells(text) }));
  if (queryStart < 0) {
    if (block.some((line) => /^\/\/[>!@]/.test(line))) fault(from + 1, 'there is no query here');
    return undefined;
  }
  const [, truth, because] = /^(\S+)\s*(.*)$/.exec(settings.get('truth') ?? '') ?? [];
  if (!isTruth(truth)) {
    fault(from + 1, `a case names its truth: ${truths.join(', ')}`);
    return undefined;
  }
  if (!because && (truth === 'docs' || truth === 'reasoned'))
    fault(from + 1, `truth ${truth} needs its page or reason`);
  if (!header && problems.length === 0 && truth !== 'reasoned') fault(from + 1, 'nothing is expected');
  const close = Number(settings.get('close') ?? 0);
  if (!(close >= 0)) fault(from + 1, 'close is a number');
  for (const { line, cells } of rows) {
    if (cells.length !== header.cells.length) fault(line, `${cells.length} cells in ${header.cells.length} columns`);
  }
  const answerStart = header ? header.line - 1 : from + block.length;
  return {
    name: (/^\/\/(?![>!@])(.*)/.exec(block[0])?.[1] ?? query[0]).trim(),
    line: from + queryStart + 1,
    query: query.join('\n'),
    now: settings.get('now'),
    tables: settings.get('tables'),
    close,
    truth,
    header: header?.text,
    rows: rows.map(({ cells }) => cells),
    problems,
    answerLines: [answerStart, answerStart + (header ? 1 + rows.length : 0)],
  };
}

function readSettings(lines: readonly { line: number; text: string }[], fault: Fault): Map<string, string> {
  const settings = new Map<string, string>();
  for (const { line, text } of lines) {
    const [, name, value] = /^(\S*)\s*(.*)$/.exec(text) ?? [];
    if (!['now', 'truth', 'close', 'tables'].includes(name)) fault(line, `there is no setting ${name}`);
    settings.set(name, value);
  }
  return settings;
}

function readProblem(text: string): ExpectedProblem {
  const [, code = '', place, message = ''] = /^(\S*)(?:\s+(\d+:\d+)(?=\s|$))?\s*(.*)$/.exec(text) ?? [];
  return { code, place, message };
}

function isTruth(word: string | undefined): word is Truth {
  return truths.some((truth) => truth === word);
}

/** Splits a line at ` | ` outside of quotes; a string that holds a quote is always written in quotes itself. */
export function splitCells(line: string): string[] {
  const cells: string[] = [];
  let quoted = false;
  for (const piece of line.split(' | ')) {
    if (quoted) cells[cells.length - 1] += ` | ${piece}`;
    else cells.push(piece);
    const quotes = piece.replace(/\\./g, '').split('"').length - 1;
    if (quotes % 2 === 1) quoted = !quoted;
  }
  return cells.map((cell) => cell.trim());
}

/** Writes a cell as goldens show it. */
export function cellText(cell: unknown, type: string): string {
  if (cell === null) return 'null';
  if (type === 'dynamic') return JSON.stringify(cell);
  if (type !== 'string') return String(cell);
  invariant(typeof cell === 'string', 'a cell of a string column is a string');
  const bare = cell === cell.trim() && !/^$|^null$|["|\p{Cc}]/u.test(cell);
  return bare ? cell : JSON.stringify(cell);
}

/** Writes an answer as the lines that a golden would hold. */
export function answerLines({ columns, rows }: Answer): string[] {
  const header = columns.map(({ name, type }) => `${name}:${type}`);
  const cells = rows.map((row) => row.map((cell, i) => cellText(cell, columns[i].type)));
  return [header, ...cells].map((line) => `//> ${line.join(' | ')}`);
}

/** Says how an answer differs from what a golden expects, or nothing when it does not. */
export function difference(golden: GoldenCase, answer: Answer): string | undefined {
  const header = answer.columns.map(({ name, type }) => `${name}:${type}`).join(' | ');
  if (problemsMatch(golden, answer.problems) && header === (golden.header ?? '') && rowsMatch(golden, answer))
    return undefined;
  const rows = golden.rows.map((cells) => `//> ${cells.join(' | ')}`);
  const expected = [...(golden.header ? [`//> ${golden.header}`] : []), ...rows, ...golden.problems.map(problemLine)];
  const got = [
    ...(header ? answerLines(answer) : []),
    ...answer.problems.map((problem) => problemLine(placed(golden, problem))),
  ];
  return `expected\n${expected.join('\n')}\ngot\n${got.join('\n')}`;
}

function problemLine({ code, place, message }: ExpectedProblem): string {
  return `//! ${[code, place, message].filter(Boolean).join(' ')}`;
}

function placed({ query }: GoldenCase, { code, span, message }: Problem): ExpectedProblem {
  const at = span && positionAt(query, span.start);
  return { code, place: at && `${at.line}:${at.column}`, message };
}

function problemsMatch(golden: GoldenCase, problems: readonly Problem[]): boolean {
  return pairUp(
    golden.problems,
    problems.map((problem) => placed(golden, problem)),
    (expected, { code, place, message }) =>
      code === expected.code && (!expected.place || place === expected.place) && message.includes(expected.message),
  );
}

function rowsMatch(golden: GoldenCase, { columns, rows, ordered }: Answer): boolean {
  const same = (cells: readonly string[], row: readonly unknown[]) =>
    columns.every(({ type }, i) => cellMatches(cells[i], row[i], type, golden.close));
  if (!ordered) return pairUp(golden.rows, rows, same);
  return rows.length === golden.rows.length && golden.rows.every((cells, i) => same(cells, rows[i]));
}

/** Whether each expected thing has one of its own among those that came, and none is left over. */
function pairUp<A, B>(expected: readonly A[], got: readonly B[], same: (expected: A, got: B) => boolean): boolean {
  const left = [...got];
  const all = expected.every((one) => {
    const found = left.findIndex((other) => same(one, other));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
  return all && left.length === 0;
}

function cellMatches(text: string, cell: unknown, type: string, close: number): boolean {
  if (text === cellText(cell, type)) return true;
  if (cell === null || text === 'null') return false;
  if (type === 'real') return typeof cell === 'number' && near(Number(text), cell, close);
  return (type === 'dynamic' || (type === 'string' && text.startsWith('"'))) && valueMatches(parsed(text), cell, close);
}

function valueMatches(expected: unknown, value: unknown, close: number): boolean {
  if (typeof expected === 'number' && typeof value === 'number') return near(expected, value, close);
  if (typeof expected !== 'object' || typeof value !== 'object' || !expected || !value) return expected === value;
  const [names, others] = [Object.keys(expected), Object.keys(value)];
  return (
    Array.isArray(expected) === Array.isArray(value) &&
    names.join('\n') === others.join('\n') &&
    names.every((name) => valueMatches(Reflect.get(expected, name), Reflect.get(value, name), close))
  );
}

function near(expected: number, value: number, close: number): boolean {
  return expected === value || Math.abs(expected - value) <= close * Math.max(Math.abs(expected), Math.abs(value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Puts answers into a file of goldens, in the place of what stood there. */
export function withAnswers(text: string, answers: ReadonlyMap<GoldenCase, Answer>): string {
  const lines = text.split('\n');
  for (const [golden, answer] of [...answers].sort(([a], [b]) => b.line - a.line)) {
    const [from, to] = golden.answerLines;
    lines.splice(from, to - from, ...answerLines(answer));
  }
  return lines.join('\n');
}
