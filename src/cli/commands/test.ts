import { writeFileSync } from 'node:fs';
import { warmUp } from '../../analysis/index.js';
import { type Command, textOption } from '../command.js';
import { problems, refuse } from '../problems.js';
import { filesUnder } from '../saved-test-files.js';
import { evaluatorOf, missingTests, type Outcome, run, savedTestsIn } from '../saved-tests.js';

/** Runs the tests that are saved beside the rules. */
export const test: Command = {
  usage: '[PATH...] [--junit FILE] [--require]',
  summary:
    'Runs the saved tests under the paths (catalog/ if none is given): NAME.match.ndjson must make the rule NAME.yaml fire, NAME.near-miss.ndjson must not, and NAME.test.yaml says itself what it expects. With --require each rule needs a test where it fires and one where it does not.',
  options: { junit: { type: 'string' }, require: { type: 'boolean' } },
  async run(request, { stdout }) {
    const paths = request.operands.length > 0 ? request.operands : ['catalog'];
    const files = paths.flatMap(filesUnder);
    const { tests, malformed } = savedTestsIn(files);
    if (tests.length + malformed.length === 0)
      return refuse(problems.unreadable(paths.join(', '), 'it holds no saved tests'));
    await warmUp();
    const evaluate = await evaluatorOf(files);
    const outcomes = [...malformed];
    for (const each of tests) outcomes.push(await run(each, evaluate));
    if (request.options.require === true) outcomes.push(...missingTests(files, tests));
    const failed = outcomes.filter(({ failure }) => failure !== undefined);
    for (const { name, failure } of failed) stdout.write(`failed: ${name}: ${failure}\n`);
    stdout.write(`${outcomes.length - failed.length} of ${outcomes.length} saved tests passed\n`);
    const junit = textOption(request, 'junit');
    if (junit !== undefined) write(junit, report(outcomes));
    return failed.length > 0 ? 1 : 0;
  },
};

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
