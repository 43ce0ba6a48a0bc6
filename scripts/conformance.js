import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { heldAgainstBaseline } from './baseline.js';
import { compare } from './compare.js';
import { elapsed, root, runNode, shared, telltale } from './run.js';

// Runs the recorded queries through the command line and compares the answers with the recorded ones.
// conformance.js [--family F] [--id ID] [--list wrong|refused|equal] [--update-baseline [--force]]

/** @typedef {import('./compare.js').Answer & { id: string }} Answer */
/** @typedef {import('./compare.js').Comparison} Comparison */
/**
 * @typedef {import('./compare.js').Expected & { id: string, family?: string, query: string, now?: string,
 *   tables?: Record<string, unknown[]> }} Case
 */
/** @typedef {Comparison & { test: Case, answer?: Answer }} Result */

const suites = ['emulator', 'docs-emulator', 'docs', 'sigma-kql'];
const { values: options } = parseArgs({
  options: {
    family: { type: 'string' },
    id: { type: 'string' },
    list: { type: 'string' },
    'update-baseline': { type: 'boolean' },
    force: { type: 'boolean' },
  },
});
const folder = shared('conformance');
if (!folder) console.log('conformance: not run, there is no ../shared/conformance');
else if (!runNode('scripts/build.js', [])) process.exitCode = 1;
else check(folder);

/** @param {string} folder */
function check(folder) {
  /** @type {Record<string, string>} */
  const knownWrong = JSON.parse(readFileSync(join(root, 'test/kql/known-wrong/conformance.json'), 'utf8'));
  /** @type {Record<string, number>} */
  const equal = {};
  const faults = [];
  const listedIds = new Set(Object.keys(knownWrong));
  for (const suite of suites) {
    const start = performance.now();
    const results = runSuite(join(folder, `${suite}.jsonl`));
    if (results.length === 0) continue;
    const having = (/** @type {string} */ verdict) => results.filter((result) => result.verdict === verdict);
    const wrong = having('wrong').filter(({ test }) => !Object.hasOwn(knownWrong, test.id));
    const counts = [results.length, having('equal').length, having('refused').length, wrong.length];
    const known = having('wrong').length - wrong.length;
    equal[suite] = counts[1];
    console.log(
      `${suite.padEnd(14)} ${counts[0]} cases, ${counts[1]} equal, ${counts[2]} refused, ` +
        `${counts[3]} wrong, ${known} known-wrong, ${elapsed(start)}`,
    );
    for (const result of results) {
      const { id } = result.test;
      listedIds.delete(id);
      if (result.verdict === options.list) print(result);
      if (result.verdict !== 'wrong' && Object.hasOwn(knownWrong, id)) {
        faults.push(`${id} is ${result.verdict} and no longer known-wrong`);
      }
    }
    faults.push(...wrong.map(({ test, why }) => `${test.id} is wrong: ${why}`));
  }
  if (!options.family && !options.id) {
    faults.push(...[...listedIds].map((id) => `${id} is listed as known-wrong and not a case`));
    const { 'update-baseline': update, force } = options;
    faults.push(...heldAgainstBaseline('conformance', equal, { update, force }));
  }
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

/**
 * @param {string} file
 * @returns {Result[]}
 */
function runSuite(file) {
  const tests = readLines(readFileSync(file, 'utf8')).filter(
    (/** @type {Case} */ { id, family }) =>
      (!options.family || family === options.family) && (!options.id || id === options.id),
  );
  const answers = tests.length > 0 ? ask(tests) : new Map();
  return tests.map((/** @type {Case} */ test) => {
    const answer = answers.get(test.id);
    return { test, answer, ...(answer ? compare(test, answer) : { verdict: 'wrong', why: 'no answer' }) };
  });
}

/**
 * @param {Case[]} tests
 * @returns {Map<string, Answer>}
 */
function ask(tests) {
  const scratch = mkdtempSync(join(tmpdir(), 'telltale-conformance-'));
  try {
    const batch = join(scratch, 'batch.jsonl');
    const lines = tests.map(({ id, query, now, tables }) => JSON.stringify({ id, query, now, tables }));
    writeFileSync(batch, lines.join('\n'));
    const { status, stdout, stderr } = telltale(['query', '--batch', batch]);
    if (status !== 0) console.error(`query --batch ended with ${status}: ${stderr.trim()}`);
    return new Map(readLines(stdout).map((answer) => [answer.id, answer]));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** @param {string} text */
function readLines(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

/** @param {Result} result */
function print({ test, answer, why }) {
  const count = test.expectExactly ?? test.expectAtLeast;
  const expected = test.error ? 'a problem' : count !== undefined ? `${count} rows` : shown(test.columns, test.rows);
  console.log(`\n== ${test.id}${why ? `: ${why}` : ''}\n${test.query}\n-- expected\n${expected}\n-- got`);
  console.log(answer?.rows ? shown(answer.columns, answer.rows) : JSON.stringify(answer?.problems));
}

/**
 * @param {{ name: string, type: string | null }[] | null | undefined} columns
 * @param {unknown[][] | null | undefined} rows
 */
function shown(columns, rows) {
  const header = (columns ?? []).map(({ name, type }) => `${name}:${type}`).join(' | ');
  return [header, ...(rows ?? []).map((row) => row.map(shownCell).join(' | '))].join('\n');
}

/** @param {unknown} cell */
function shownCell(cell) {
  return typeof cell === 'string' ? cell.replace(/\n\s*/g, '') : JSON.stringify(cell);
}
