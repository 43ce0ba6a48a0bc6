import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalog } from '../../../src/corpus/index.js';
import { type Task, toBytes } from '../../../src/corpus/ingest/task.js';
import { Threads } from '../../../src/corpus/ingest/threads.js';
import { readRuleFile } from '../../../src/rules/index.js';
import { Folder, guid, PLAIN, ruleText } from '../folder.js';

function task(id: number, query: string): Task {
  const [declaration] = readRuleFile(`${id}.yaml`, ruleText(guid(id), query)).rules;
  return { is: 'analyse', declaration, parsed: toBytes({ parsed: declaration.query }) };
}

async function work(queries: readonly string[], threads: number, deadlineMs: number): Promise<string[]> {
  const analysts = new Threads({ does: 'analyse', module: PLAIN, threads, deadlineMs });
  try {
    analysts.share({ functions: [], schemas: [], syntaxes: [] });
    const outcomes = await Promise.all(queries.map((query, id) => analysts.do(task(id, query))));
    return outcomes.map((outcome) => outcome.is);
  } finally {
    await analysts.close();
  }
}

test('a query that takes too long is given up, and the others behind it are done', async () => {
  const done = await work(['T | take_forever', 'T', 'T | take_forever', 'T', 'T', 'T'], 1, 300);
  assert.deepEqual(done, ['too-long', 'analysed', 'too-long', 'analysed', 'analysed', 'analysed']);
});

test('a query that is nested too deeply is given up', async () => {
  assert.deepEqual(await work(['T | go_too_deep', 'T'], 2, 10_000), ['too-deep', 'analysed']);
});

test('a bug of ours ends the run and names the file', async () => {
  assert.deepEqual(await work(['T', 'T | have_a_bug', 'T'], 1, 10_000), ['analysed', 'failure', 'analysed']);
});

test('a module that cannot be loaded ends the run', async () => {
  const analysts = new Threads({ does: 'analyse', module: 'file:///nowhere/x.js', threads: 1 });
  const outcome = await analysts.do(task(0, 'T'));
  assert.equal(outcome.is === 'failure' && outcome.error.message.includes('nowhere'), true);
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

test('a query that takes too long to parse is given up', async () => {
  const parsers = new Threads({ does: 'parse', module: PLAIN, threads: 1, deadlineMs: 300 });
  const outcomes = ['T', 'T | parse_forever', 'T'].map((query, id) => {
    const { declaration } = task(id, query);
    return parsers.do({ is: 'parse-rule', declaration } as Task);
  });
  assert.deepEqual(
    (await Promise.all(outcomes)).map((outcome) => outcome.is),
    ['parsed', 'too-long', 'parsed'],
  );
  await parsers.close();
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
