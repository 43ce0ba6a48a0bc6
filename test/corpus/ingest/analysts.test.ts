import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalog } from '../../../src/corpus/index.js';
import type { Task } from '../../../src/corpus/ingest/analysis-task.js';
import { Analysts, type Outcome } from '../../../src/corpus/ingest/analysts.js';
import { readRuleFile } from '../../../src/rules/index.js';
import { ANALYSIS, Folder, guid, ruleText } from '../folder.js';

const SHARED = { functions: [], schemas: [], syntaxes: [] };
const task = (id: number, query: string): Task => {
  const [rule] = readRuleFile(`${id}.yaml`, ruleText(guid(id), query)).rules;
  return { id, is: 'rule', rule };
};

async function work(queries: readonly string[], threads: number, deadlineMs: number): Promise<string[]> {
  const analysts = new Analysts({ threads, analysis: ANALYSIS, deadlineMs });
  const outcomes: Outcome[] = [];
  try {
    await analysts.run(
      SHARED,
      queries.map((query, id) => task(id, query)),
      (outcome) => outcomes.push(outcome),
    );
  } finally {
    await analysts.close();
  }
  return outcomes.map((outcome) => `${outcome.task.id} ${outcome.is}`).sort();
}

test('a query that takes too long is given up, and the others behind it are done', async () => {
  const done = await work(['T | take_forever', 'T', 'T | take_forever', 'T', 'T', 'T'], 1, 300);
  assert.deepEqual(done, ['0 too-long', '1 rule', '2 too-long', '3 rule', '4 rule', '5 rule']);
});

test('a query that is nested too deeply is given up', async () => {
  assert.deepEqual(await work(['T | go_too_deep', 'T'], 2, 10_000), ['0 too-deep', '1 rule']);
});

test('a bug of ours ends the run and names the file', async () => {
  await assert.rejects(work(['T', 'T | have_a_bug'], 1, 10_000), /The analysis of 1\.yaml failed: a bug of ours/);
});

test('a module that cannot be loaded ends the run', async () => {
  const analysts = new Analysts({ threads: 1, analysis: new URL('file:///nowhere/x.js'), deadlineMs: 10_000 });
  await assert.rejects(
    analysts.run(SHARED, [task(0, 'T')], () => {}),
    /nowhere/,
  );
  await analysts.close();
});

test('a bug leaves the store as it was, and free for the next ingest', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'T'));
  await folder.ingest();
  folder.write('b.yaml', ruleText(guid(2), 'T | have_a_bug'));
  await assert.rejects(folder.ingest(), /b\.yaml/);
  const catalog = openCatalog(folder.store);
  assert.equal(catalog.rules.length, 1);
  catalog.close();
  folder.remove('b.yaml');
  assert.equal((await folder.ingest()).rules, 1);
});

test('a rule that was given up is in the catalog with its text and the problem', async (t) => {
  const folder = new Folder(t);
  folder.write('deep.yaml', ruleText(guid(1), 'T | go_too_deep'));
  const summary = await folder.ingest();
  assert.deepEqual(
    summary.problems.map(({ code, path, line }) => ({ code, path, line })),
    [{ code: 'analysis-too-deep', path: 'deep.yaml', line: 1 }],
  );
  const catalog = openCatalog(folder.store);
  const model = catalog.rule(guid(1));
  assert.equal(model?.evaluable.is, 'no');
  assert.equal(model?.evaluable.because[0].code, 'analysis-too-deep');
  assert.equal(model?.stages.map((stage) => stage.text).join(''), model?.body);
  assert.deepEqual([summary.evaluable, summary.partly], [0, 0]);
  catalog.close();
});
