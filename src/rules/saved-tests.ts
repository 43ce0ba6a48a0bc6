import { EVENT_ID, floatCoreTag, intCoreTag, NOT_RESOLVED, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { Problem } from '../base/problem.js';
import { described, Fields } from './fields.js';
import { MAX_RULE_FILE_BYTES } from './limits.js';
import { faults } from './problems.js';
import { decode, openTree } from './read-rule-file.js';
import { Reading } from './reading.js';
import type { YamlMapping, YamlNode, YamlScalar } from './yaml.js';

/** A test of the rule beside its file: records, and what the rule must make of them. */
export interface SavedTest {
  readonly name: string;
  readonly records:
    | { readonly is: 'file'; readonly path: string }
    /** JSON text in the form of a request: `{"records":[...]}`, or `{"tables":{...}}`; numbers keep every digit. */
    | { readonly is: 'inline'; readonly json: string };
  /** The table of records that name none. */
  readonly table?: string;
  /** When the rule runs. */
  readonly now?: string;
  readonly expect: Expectation;
}

/** What a test asks for; at least one of them. */
export interface Expectation {
  /** Whether the trigger fires. */
  readonly alert?: boolean;
  /** How many rows the query gives. */
  readonly count?: number;
  /** Rows that must be there, by the columns they name; cells as JSON has them. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
}

/** The saved tests of a file, and what was wrong with it: a test with a problem is not among them. */
interface SavedTestReading {
  readonly tests: readonly SavedTest[];
  readonly problems: readonly Problem[];
}

const fileKeys = ['tests'];
const testKeys = ['name', 'records', 'file', 'table', 'now', 'expect'];
const expectKeys = ['alert', 'count', 'rows'];
/** What values may come to as JSON, and how deep they may nest: aliases let a small file say much. */
const mostText = 16 * MAX_RULE_FILE_BYTES;
const mostLevels = 100;

/** Reads the text of a `*.test.yaml` file: a list of tests, or `tests` with one. Never throws for what a file holds. */
export function readSavedTests(path: string, bytes: Uint8Array | string): SavedTestReading {
  const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length;
  if (size > MAX_RULE_FILE_BYTES) {
    const reading = new Reading(path, '');
    reading.report(0, faults.tooLarge(size));
    return { tests: [], problems: reading.problems };
  }
  const { text, isUtf } = decode(bytes);
  const { reading, documents } = openTree(path, text, 'yaml');
  if (!isUtf) reading.report(0, faults.encoding());
  const values = new Values(reading, documents.length === 0 ? new Set() : plainScalars(reading));
  const tests: SavedTest[] = [];
  const items = documents.flatMap(({ root }) => (root === null ? [] : testsOf(root, reading)));
  for (const item of items) {
    // What is beyond the last problem that is told cannot be told from what is right.
    if (reading.isFull) break;
    const test = testOf(item, reading, values);
    if (test === undefined) continue;
    if (tests.some(({ name }) => name === test.name)) reading.report(item.at, faults.testName(test.name));
    tests.push(test);
  }
  if (items.length === 0 && reading.problems.length === 0) reading.report(0, faults.testNone());
  return { tests, problems: reading.problems };
}

function testsOf(root: YamlNode, reading: Reading): readonly YamlNode[] {
  if (root.is === 'sequence') return root.items;
  if (root.is === 'scalar') {
    reading.report(root.at, faults.testNone());
    return [];
  }
  const fields = new Fields(root, reading);
  refuseOthers(fields, 'a file of saved tests', fileKeys);
  const node = fields.find('tests');
  if (node === undefined || node.is === 'sequence') return node?.items ?? [];
  reading.report(node.at, faults.shape('tests', 'a list of saved tests', described(node)));
  return [];
}

/** The test, unless there is something wrong with it. */
function testOf(node: YamlNode, reading: Reading, values: Values): SavedTest | undefined {
  const before = reading.problems.length;
  if (node.is !== 'mapping') {
    reading.report(node.at, faults.shape('tests', 'a list of saved tests', described(node)));
    return undefined;
  }
  const fields = new Fields(node, reading);
  refuseOthers(fields, 'a saved test', testKeys);
  const name = fields.text('name');
  if (!fields.has('name')) reading.report(node.at, faults.testMissing('A saved test', ['name']));
  const records = recordsOf(fields, values);
  const table = fields.text('table');
  const now = fields.text('now');
  if (now !== undefined && !isTime(now))
    reading.report(fields.at('now'), faults.testValue('now', now, 'a time such as 2026-01-31T12:00:00Z'));
  const expect = expectationOf(fields, values);
  if (reading.problems.length > before || name === undefined || records === undefined) return undefined;
  return { name, records, ...(table !== undefined && { table }), ...(now !== undefined && { now }), expect };
}

function recordsOf(fields: Fields, values: Values): SavedTest['records'] | undefined {
  const { reading } = fields;
  const node = fields.find('records');
  const path = fields.text('file');
  if (node !== undefined && fields.has('file')) reading.report(fields.at('file'), faults.testBoth('records', 'file'));
  if (node === undefined) {
    if (!fields.has('file')) reading.report(fields.node.at, faults.testMissing('A saved test', ['records', 'file']));
    return path === undefined ? undefined : { is: 'file', path };
  }
  if (node.is !== 'mapping') return { is: 'inline', json: `{"records":${mappings(node, 'records', values)}}` };
  if (fields.has('table')) reading.report(fields.at('table'), faults.testBoth('table', 'records'));
  const tables = [...values.fieldsOf(node)].map(
    ([name, list]) => `${JSON.stringify(name)}:${mappings(list, name, values)}`,
  );
  return { is: 'inline', json: `{"tables":{${tables.join()}}}` };
}

function expectationOf(fields: Fields, values: Values): Expectation {
  const { reading } = fields;
  const expect = fields.mapping('expect');
  if (expect === undefined) {
    if (!fields.has('expect')) reading.report(fields.node.at, faults.testMissing('A saved test', ['expect']));
    return {};
  }
  refuseOthers(expect, '"expect"', expectKeys);
  if (!expectKeys.some((name) => expect.has(name)))
    reading.report(expect.node.at, faults.testMissing('"expect"', expectKeys));
  const alert = expect.flag('alert');
  const count = expect.text('count');
  if (count !== undefined && !/^\d{1,9}$/.test(count))
    reading.report(expect.at('count'), faults.testValue('count', count, 'a number of rows'));
  const rows = expect.find('rows');
  return {
    ...(alert !== undefined && { alert }),
    ...(count !== undefined && { count: Number(count) }),
    ...(rows !== undefined && { rows: expectedRows(rows, values) }),
  };
}

function expectedRows(node: YamlNode, values: Values): Readonly<Record<string, unknown>>[] {
  const isSaying =
    node.is !== 'sequence' ||
    (node.items.length > 0 && node.items.every((row) => row.is !== 'mapping' || row.entries.length > 0));
  if (!isSaying) values.reading.report(node.at, faults.shape('rows', 'a list of rows with columns', 'nothing'));
  return JSON.parse(mappings(node, 'rows', values, 'cells'));
}

/** The JSON text of a list of mappings. */
function mappings(node: YamlNode, field: string, values: Values, as: Writing = 'records'): string {
  const expected = 'a list of mappings';
  if (node.is !== 'sequence') {
    values.reading.report(node.at, faults.shape(field, expected, described(node)));
    return '[]';
  }
  const others = node.items.filter((item) => item.is !== 'mapping');
  for (const item of others) values.reading.report(item.at, faults.shape(field, expected, described(item)));
  return values.json(node, as);
}

/** As what values are written: a whole number that no double holds is a number in a record, and a text of digits in a cell. */
type Writing = 'records' | 'cells';

/** Writes nodes as JSON text. */
class Values {
  private left = mostText;
  private isCut = false;

  constructor(
    readonly reading: Reading,
    private readonly plain: ReadonlySet<number>,
  ) {}

  json(node: YamlNode, as: Writing): string {
    this.isCut = false;
    return this.write(node, as, 0);
  }

  private write(node: YamlNode, as: Writing, level: number): string {
    const text = node.is === 'scalar' ? this.scalar(node, as) : '';
    if (!this.spend(node, text.length, level)) return 'null';
    if (node.is === 'scalar') return text;
    if (node.is === 'sequence') return `[${node.items.map((item) => this.write(item, as, level + 1)).join()}]`;
    const entries = [...this.entries(node, level)].map(
      ([key, value]) => `${JSON.stringify(key)}:${this.write(value, as, level + 1)}`,
    );
    return `{${entries.join()}}`;
  }

  /** The fields of a mapping, with those of the mappings that it takes in with `<<` where it has none of that name. */
  fieldsOf(node: YamlMapping): Map<string, YamlNode> {
    this.isCut = false;
    return this.entries(node, 0);
  }

  private entries(node: YamlMapping, level: number): Map<string, YamlNode> {
    if (!this.spend(node, node.entries.length, level)) return new Map();
    const own = new Map<string, YamlNode>();
    let taken: [string, YamlNode][] = [];
    for (const { key, value } of node.entries) {
      const name = key.is === 'scalar' ? key.text : '';
      if (this.isMerge(key)) taken = [...this.merged(value, level), ...taken];
      else if (key.is !== 'scalar') this.reading.report(key.at, faults.shape('key', 'a text', described(key)));
      else if (own.has(name)) this.reading.report(key.at, faults.duplicateKey(name));
      else own.set(name, value);
    }
    return new Map([...taken, ...own]);
  }

  /** Of several mappings the first that has a name gives its value. */
  private merged(node: YamlNode, level: number): [string, YamlNode][] {
    if (node.is === 'mapping') return [...this.entries(node, level + 1)];
    const isList = node.is === 'sequence' && node.items.every((item) => item.is === 'mapping');
    if (!isList) this.reading.report(node.at, faults.shape('<<', 'a mapping or a list of them', described(node)));
    return isList ? node.items.toReversed().flatMap((item) => this.merged(item, level)) : [];
  }

  /** Whether there is still room for what a node says; reports when there no longer is. */
  private spend(node: YamlNode, size: number, level: number): boolean {
    if (this.isCut) return false;
    this.left -= size + 1;
    this.isCut = this.left < 0 || level > mostLevels;
    if (this.isCut) this.reading.report(node.at, faults.testTooMuch());
    return !this.isCut;
  }

  private isMerge(key: YamlNode): boolean {
    return key.is === 'scalar' && key.text === '<<' && this.plain.has(key.at);
  }

  private scalar(node: YamlScalar, as: Writing): string {
    const { text } = node;
    if (node.empty) return 'null';
    if (!this.plain.has(node.at)) return JSON.stringify(text);
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase();
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text))
      return as === 'records' || /[.eE]/.test(text) || Number.isSafeInteger(Number(text)) ? text : `"${text}"`;
    if ([intCoreTag, floatCoreTag].some((tag) => tag.resolve(text, false, tag.tagName) !== NOT_RESOLVED))
      this.reading.report(node.at, faults.testNumber(text));
    return JSON.stringify(text);
  }
}

/** Where the scalars without quotes begin: they alone can be numbers and the like. Tags, which would say so too, are reported. */
function plainScalars(reading: Reading): Set<number> {
  const plain = new Set<number>();
  for (const event of parseEvents(reading.text, {})) {
    if ('tagStart' in event && event.tagStart >= 0)
      reading.report(event.tagStart, faults.testTag(reading.text.slice(event.tagStart, event.tagEnd)));
    if (event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN) plain.add(event.valueStart);
  }
  return plain;
}

function refuseOthers(fields: Fields, where: string, known: readonly string[]): void {
  for (const { key } of fields.node.entries) {
    const name = key.is === 'scalar' ? key.text.trim() : described(key);
    if (!known.includes(name)) fields.reading.report(key.at, faults.testKey(name, where, known));
  }
}

/** A date and, after it, a time of day, which is UTC unless it says otherwise. */
function isTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[-+]\d\d:?\d\d)?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
