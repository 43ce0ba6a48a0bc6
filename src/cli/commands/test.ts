import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, functionSyntax, warmUp } from '../../analysis/index.js';
import { ProblemError } from '../../base/problem.js';
import { evaluateRule, type RuleEvaluation, type RunnableRule } from '../../evaluation/index.js';
import { type Rule, type RuleFunction, readRuleFile, type TableSchema } from '../../rules/index.js';
import { type Command, textOption } from '../command.js';
import { readInput, readRecords } from '../input.js';
import { problems, refuse } from '../problems.js';

/** A saved test: records beside a rule, and whether they must make it fire. */
interface SavedTest {
  readonly name: string;
  readonly rule: string;
  readonly records: string;
  readonly fires: boolean;
}

interface Outcome extends SavedTest {
  /** Why it failed; undefined where it passed. */
  readonly failure?: string;
  readonly seconds: number;
}

/** Runs the records that are saved beside the rules. */
export const test: Command = {
  usage: '[PATH...] [--junit FILE] [--require]',
  summary:
    'Runs the saved tests under the paths (catalog/ if none is given): NAME.match.ndjson must make the rule NAME.yaml fire, NAME.near-miss.ndjson must not. With --require each rule needs one of each.',
  options: { junit: { type: 'string' }, require: { type: 'boolean' } },
  async run(request, { stdout }) {
    const paths = request.operands.length > 0 ? request.operands : ['catalog'];
    const files = paths.flatMap(filesUnder);
    const tests = files.flatMap(testIn);
    if (tests.length === 0) return refuse(problems.unreadable(paths.join(', '), 'it holds no saved tests'));
    await warmUp();
    const world = worldOf(files);
    const outcomes = [
      ...tests.map((each) => outcomeOf(each, world)),
      ...(request.options.require === true ? missingTests(files, tests) : []),
    ];
    const failed = outcomes.filter(({ failure }) => failure !== undefined);
    for (const { name, failure } of failed) stdout.write(`failed: ${name}: ${failure}\n`);
    stdout.write(`${outcomes.length - failed.length} of ${outcomes.length} saved tests passed\n`);
    const junit = textOption(request, 'junit');
    if (junit !== undefined) write(junit, report(outcomes));
    return failed.length > 0 ? 1 : 0;
  },
};

function filesUnder(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((file) => join(path, file));
  } catch (error) {
    return refuse(problems.unreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

function testIn(file: string): SavedTest[] {
  const [, stem, kind] = /^(.*)\.(match|near-miss)\.ndjson$/.exec(file) ?? [];
  if (stem === undefined) return [];
  return [{ name: file, rule: `${stem}.yaml`, records: file, fires: kind === 'match' }];
}

/** A failure for each kind of test that a rule lacks. */
function missingTests(files: readonly string[], tests: readonly SavedTest[]): Outcome[] {
  const saved = new Set(tests.map(({ records }) => records));
  return files
    .filter((file) => /\.ya?ml$/i.test(file) && readRuleFile(file, readInput(file)).rules.length > 0)
    .flatMap((rule) =>
      ['match', 'near-miss'].map((kind) => ({ rule, kind, records: rule.replace(/\.ya?ml$/i, `.${kind}.ndjson`) })),
    )
    .filter(({ records }) => !saved.has(records))
    .map(({ rule, kind, records }) => ({
      name: records,
      rule,
      records,
      fires: kind === 'match',
      failure: `${rule} has no saved test of this kind`,
      seconds: 0,
    }));
}

interface World {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
}

/** The functions and schemas in the files. */
function worldOf(files: readonly string[]): World {
  const read = files
    .filter((file) => /\.(ya?ml|json|kql|csl)$/i.test(file))
    .map((file) => readRuleFile(file, readInput(file)));
  return { functions: read.flatMap(({ functions }) => functions), schemas: read.flatMap(({ schemas }) => schemas) };
}

function outcomeOf(saved: SavedTest, world: World): Outcome {
  const started = performance.now();
  const outcome = (failure?: string): Outcome => ({
    ...saved,
    ...(failure !== undefined && { failure }),
    seconds: (performance.now() - started) / 1000,
  });
  if (!existsSync(saved.rule)) return outcome(`there is no rule ${saved.rule}`);
  const [rule] = readRuleFile(saved.rule, readInput(saved.rule)).rules;
  if (rule === undefined) return outcome(`${saved.rule} holds no rule`);
  try {
    const posted = { ...readRecords(saved.records), explain: true };
    const answer = evaluateRule(runnable(rule, world), posted, () => performance.now(), new Date().toISOString());
    if ((answer.verdict === 'alert') === saved.fires) return outcome();
    return outcome(saved.fires ? `no alert: ${whyNot(answer)}` : `an alert of ${answer.trigger.count} rows`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return outcome(error.problem.message);
  }
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

/** The predicate that decided for each record that did not get through, each once. */
function whyNot({ explanation = [], stages, problems: said }: RuleEvaluation): string {
  const reasons = explanation.map(({ table, fate }) => {
    const at = (fate.predicate ?? stages[fate.stage]?.text ?? '').trim().replace(/\s+/g, ' ');
    const actual = fate.actual === undefined ? '' : `, where it is ${JSON.stringify(fate.actual)}`;
    return `${table}: ${fate.reason}${at === '' ? '' : `: ${at}`}${actual}`;
  });
  return [...new Set(reasons)].slice(0, 3).join('; ') || (said[0]?.message ?? 'no records');
}

function report(outcomes: readonly Outcome[]): string {
  const failures = outcomes.filter(({ failure }) => failure !== undefined).length;
  const cases = outcomes.map(({ name, rule, seconds, failure }) => {
    const head = `  <testcase name="${escaped(name)}" classname="${escaped(rule)}" time="${seconds.toFixed(3)}"`;
    return failure === undefined ? `${head}/>` : `${head}><failure message="${escaped(failure)}"/></testcase>`;
  });
  const counts = `tests="${outcomes.length}" failures="${failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n<testsuite name="telltale" ${counts}>\n${cases.join('\n')}\n</testsuite>\n</testsuites>\n`;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  // XML has no place for other control characters.
  return text.replace(/[&<>"\n]/g, (char) => names[char]).replace(/\p{Cc}/gu, ' ');
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    refuse(problems.unreadable(file, (error as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}
