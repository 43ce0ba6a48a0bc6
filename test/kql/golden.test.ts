import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadEngine } from '../../src/kql/index.js';
import { type Answer, difference, type GoldenCase, readGoldens, withAnswers } from './golden.js';

/** Each golden must come out the same in every one of these ways. */
const ways = {
  'as written': {},
  'in one-row batches': { batchSize: 1 },
  'without folding and optimiser': { optimise: false },
};

const wanted = (process.env.GOLDENS ?? '').split(',');
const updating = process.env.UPDATE_GOLDENS === '1';
const paths = readdirSync('test/kql', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.kql'))
  .map((path) => join('test/kql', path))
  .filter((path) => wanted.some((part) => path.includes(part)))
  .sort();
const engine = await loadEngine();

for (const path of paths) {
  describe(path, () => {
    const text = readFileSync(path, 'utf8');
    const { cases, faults } = readGoldens(text);
    const known = path.includes('/known-wrong/');
    test('is well written', () => assert.deepEqual(faults, []));
    if (updating && !known) update(path, text, cases);
    else for (const golden of cases) test(`${golden.line}: ${golden.name}`, () => (known ? staysWrong : holds)(golden));
  });
}

function holds(golden: GoldenCase): void {
  const wrong = differences(golden);
  if (wrong.length > 0) assert.fail(wrong.join('\n\n'));
}

function staysWrong(golden: GoldenCase): void {
  if (differences(golden).length === 0) assert.fail('this is right now: move it out of known-wrong');
}

function differences(golden: GoldenCase): string[] {
  return Object.entries(ways).flatMap(([way, options]) => {
    const differs = difference(golden, answerTo(golden, options));
    return differs ? [`${way}: ${differs}`] : [];
  });
}

function answerTo({ query, now, tables }: GoldenCase, options: object): Answer {
  return engine.query(query, { now: now ?? '2024-01-01T00:00:00Z', tables: fixture(tables), ...options });
}

function fixture(name: string | undefined): Record<string, unknown[]> | undefined {
  if (name === undefined) return undefined;
  const path = `test/kql/tables/${name}.json`;
  assert.ok(existsSync(path), `there is no ${path}`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes what comes now under the goldens whose truth is our own reasoning; to read before it is kept. */
function update(path: string, text: string, cases: readonly GoldenCase[]): void {
  test('takes new answers', (context) => {
    const answers = new Map<GoldenCase, Answer>();
    for (const golden of cases) {
      const answer = answerTo(golden, ways['as written']);
      if (golden.truth === 'reasoned' && answer.problems.length === 0 && difference(golden, answer)) {
        answers.set(golden, answer);
        context.diagnostic(`${path}:${golden.line} is rewritten`);
      }
    }
    if (answers.size > 0) writeFileSync(path, withAnswers(text, answers));
  });
}
