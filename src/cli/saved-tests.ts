import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { analyse, functionSyntax } from '../analysis/index.js';
import { ProblemError } from '../base/problem.js';
import {
  evaluateRule,
  mayHoldFunctions,
  type Posted,
  type RuleEvaluation,
  type RunnableRule,
} from '../evaluation/index.js';
import { loadParser, parseDatetime } from '../kql/index.js';
import {
  type Expectation,
  type Rule,
  type RuleFunction,
  readRuleFile,
  readSavedTests,
  recognizes,
  type SavedTest,
  type TableSchema,
} from '../rules/index.js';
import { readInput, readRecords } from './input.js';
import { problems, refuse } from './problems.js';
import { savedTestName } from './saved-test-files.js';

/** A test beside a rule. */
export interface RuleTest {
  /** What the test is called beside its rule. */
  readonly title: string;
  /** The same with its file. */
  readonly name: string;
  /** The rule's file. */
  readonly rule: string;
  readonly expect: Expectation;
  /** The files that it is read from: its own, and one of records. */
  readonly files: readonly string[];
  /** The records; a file of them is read when its turn comes. */
  posted(): Posted;
  /** Whether the records are for this rule alone, so that it must read all of them. */
  readonly isOwn: boolean;
}

/** What became of a test. */
export interface Outcome {
  readonly name: string;
  readonly rule: string;
  /** Why it failed; undefined where it passed. */
  readonly failure?: string;
  readonly seconds: number;
}

/** Runs the rule of a file on records; refuses (`ProblemError`) what cannot be read or run. */
export type EvaluateFile = (file: string, posted: Posted) => RuleEvaluation | Promise<RuleEvaluation>;

/** The tests in the files, and a failure for each that cannot be read. */
export function savedTestsIn(files: readonly string[]): { tests: RuleTest[]; malformed: Outcome[] } {
  const tests: RuleTest[] = [];
  const malformed: Outcome[] = [];
  for (const file of files) {
    const [, stem, kind] = savedTestName.exec(file) ?? [];
    if (stem === undefined) continue;
    const rule = ruleBeside(stem);
    if (kind !== undefined) {
      const expect = { alert: kind.toLowerCase() === 'match' };
      const title = basename(file);
      tests.push({ title, name: file, rule, expect, files: [file], posted: () => readRecords(file), isOwn: false });
      continue;
    }
    const reading = readTestFile(file);
    tests.push(...reading.tests.map((each) => declared(file, rule, each)));
    for (const { line, column, message, hint } of reading.problems)
      malformed.push({
        name: [file, line, column].filter((part) => part !== undefined).join(':'),
        rule,
        failure: hint === undefined ? message : `${message} ${hint}`,
        seconds: 0,
      });
  }
  return { tests, malformed };
}

/** A file that cannot be read loses its own tests alone. */
function readTestFile(file: string): ReturnType<typeof readSavedTests> {
  try {
    return readSavedTests(file, readInput(file));
  } catch (error) {
    if (error instanceof ProblemError) return { tests: [], problems: [error.problem] };
    throw error;
  }
}

function declared(file: string, rule: string, { name, records, table, now, expect }: SavedTest): RuleTest {
  const options = {
    ...(table !== undefined && { table }),
    ...(now !== undefined && { now }),
    ...(expect.rows !== undefined && { limit: Number.MAX_SAFE_INTEGER }),
  };
  const common = { title: name, name: `${file}: ${name}`, rule, expect };
  if (records.is === 'inline') {
    const posted = (): Posted => ({ body: Buffer.from(records.json), format: 'json', ...options });
    return { ...common, files: [file], isOwn: true, posted };
  }
  const path = resolve(dirname(file), records.path);
  return {
    ...common,
    files: [file, path],
    isOwn: table !== undefined,
    posted: () => ({ ...readRecords(path), ...options }),
  };
}

function ruleBeside(stem: string): string {
  return existsSync(`${stem}.yml`) && !existsSync(`${stem}.yaml`) ? `${stem}.yml` : `${stem}.yaml`;
}

/** A failure for each kind of test that a rule lacks: one where it fires, and one where it does not. */
export function missingTests(files: readonly string[], tests: readonly RuleTest[]): Outcome[] {
  const kinds = [
    { alert: true, ending: 'match.ndjson' },
    { alert: false, ending: 'near-miss.ndjson' },
  ];
  return files
    .filter(
      (file) => /\.ya?ml$/i.test(file) && recognizes(file) && readRuleFile(file, readInput(file)).rules.length > 0,
    )
    .flatMap((rule) => kinds.map((kind) => ({ ...kind, rule, name: rule.replace(/ya?ml$/i, kind.ending) })))
    .filter(({ rule, alert }) => !tests.some((test) => test.rule === rule && test.expect.alert === alert))
    .map(({ rule, alert, name }) => ({
      name,
      rule,
      failure: `${rule} has no saved test of this kind, nor one in a .test.yaml with alert: ${alert}`,
      seconds: 0,
    }));
}

/** Runs rules out of their files, with the functions and schemas in the given files. */
export async function evaluatorOf(files: readonly string[]): Promise<EvaluateFile> {
  const read = files
    .filter((file) => /\.(ya?ml|json|kql|csl)$/i.test(file) && recognizes(file))
    .map((file) => readRuleFile(file, readInput(file)));
  const world = {
    functions: read.flatMap(({ functions }) => functions),
    schemas: read.flatMap(({ schemas }) => schemas),
  };
  const parser = await loadParser();
  return (file, posted) => {
    const { rules } = readRuleFile(file, readInput(file));
    return evaluateRule(
      runnable(onlyRule(file, rules), world),
      posted,
      () => performance.now(),
      new Date().toISOString(),
      mayHoldFunctions(posted) ? parser : undefined,
    );
  };
}

/** The rule of a file, which is tested by its file's name and so must be alone in it. */
export function onlyRule<R>(file: string, rules: readonly R[]): R {
  return rules.length === 1
    ? rules[0]
    : refuse(problems.unreadable(file, rules.length === 0 ? 'it holds no rule' : 'it holds more than one rule'));
}

/** Runs a test; whatever of it cannot be read or run is its failure. */
export async function run(test: RuleTest, evaluate: EvaluateFile): Promise<Outcome> {
  const { name, rule } = test;
  const started = performance.now();
  const failure = await failureOf(test, evaluate);
  return { name, rule, ...(failure !== undefined && { failure }), seconds: (performance.now() - started) / 1000 };
}

async function failureOf(test: RuleTest, evaluate: EvaluateFile): Promise<string | undefined> {
  if (!existsSync(test.rule)) return `there is no rule ${test.rule}`;
  try {
    const answer = await evaluate(test.rule, { ...test.posted(), explain: true });
    return [...leftOut(test, answer), ...unmet(test.expect, answer)].join('; ') || undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problem.message;
  }
}

/** Records that the rule never saw: a test that expects nothing of them would pass for the wrong reason. */
function leftOut({ isOwn }: RuleTest, { problems: said }: RuleEvaluation): string[] {
  const codes = ['record-without-table', 'bad-record', ...(isOwn ? ['table-not-read'] : [])];
  return said.filter(({ code }) => codes.includes(code)).map(({ message }) => message);
}

/** What was expected and did not come. */
function unmet({ alert, count, rows }: Expectation, answer: RuleEvaluation): string[] {
  const came = answer.trigger.count;
  const said: string[] = [];
  if (alert !== undefined && (answer.verdict === 'alert') !== alert)
    said.push(
      alert ? `expected an alert, came none: ${whyQuiet(answer)}` : `expected no alert, came one of ${counted(came)}`,
    );
  if (count !== undefined && count !== came)
    said.push(
      `expected ${counted(count)}, came ${counted(came)}${came === 0 && said.length === 0 ? `: ${whyNot(answer)}` : ''}`,
    );
  const missing = rows && missingRow(rows, answer);
  return missing === undefined ? said : [...said, missing];
}

type ExpectedRow = NonNullable<Expectation['rows']>[number];

/** The first expected row that did not come, and the row that is most like it. */
function missingRow(rows: readonly ExpectedRow[], answer: RuleEvaluation): string | undefined {
  const { columns } = answer;
  for (const row of rows) {
    const cells = Object.entries(row).map(([name, cell]) => ({
      name,
      cell,
      at: columns.findIndex((each) => each.name === name),
    }));
    const unknown = cells.find(({ at }) => at < 0);
    if (unknown !== undefined)
      return `expected the column ${unknown.name}, came ${columns.map(({ name }) => name).join(', ')}`;
    const alike = answer.rows.map(
      (came) => cells.filter(({ at, cell }) => isSame(cell, came[at], columns[at].type)).length,
    );
    const best = Math.max(0, ...alike);
    if (answer.rows.length > 0 && best === cells.length) continue;
    const nearest = answer.rows[alike.indexOf(best)];
    const shown = nearest && JSON.stringify(Object.fromEntries(cells.map(({ name, at }) => [name, nearest[at]])));
    const most = shown === undefined ? `: ${whyNot(answer)}` : `, most like it ${shown}`;
    return `expected the row ${JSON.stringify(row)}, came ${counted(answer.rows.length)}${most}`;
  }
  return undefined;
}

/** Whether a cell is what was expected; a time may be written shorter than cells write it. */
function isSame(expected: unknown, cell: unknown, type: string): boolean {
  if (type === 'datetime' && typeof expected === 'string' && typeof cell === 'string')
    return parseDatetime(expected) === parseDatetime(cell);
  return isDeepStrictEqual(expected, JSON.parse(JSON.stringify(cell)));
}

/** The functions and schemas that rules may need. */
interface World {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
}

function counted(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

function runnable(rule: Rule, { functions, schemas }: World): RunnableRule {
  const { syntax, stages, tables, evaluable } = analyse(rule, { functions, schemas });
  if (evaluable.is === 'no') throw new ProblemError(evaluable.because[0]);
  const named = (name: string) => functions.find((each) => each.name === name || each.aliases.includes(name));
  return {
    rule,
    syntax,
    stages,
    tables,
    function(name) {
      const found = named(name);
      return found && functionSyntax(found);
    },
    schema: (table) => schemas.find(({ name }) => name.toLowerCase() === table.toLowerCase()),
  };
}

function whyQuiet(answer: RuleEvaluation): string {
  const { count, operator, threshold } = answer.trigger;
  return count === 0 ? whyNot(answer) : `${counted(count)}, and the trigger asks for ${operator} ${threshold}`;
}

/** The predicate that decided for each record that did not get through, each once. */
function whyNot({ explanation = [], stages, problems: said }: RuleEvaluation): string {
  const reasons = explanation.map(({ table, fate }) => {
    const at = (fate.predicate ?? stages[fate.stage]?.text ?? '').trim().replace(/\s+/g, ' ');
    const actual = fate.actual === undefined ? '' : `, where it is ${JSON.stringify(fate.actual)}`;
    return `${table}: ${fate.reason}${at === '' ? '' : `: ${at}`}${actual}`;
  });
  return [...new Set(reasons)].slice(0, 3).join('; ') || (said[0]?.message ?? 'no records');
}
