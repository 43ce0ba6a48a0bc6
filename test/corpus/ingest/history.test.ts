import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Catalog, openCatalog } from '../../../src/corpus/index.js';
import { Folder, guid, ruleText } from '../folder.js';

const real = { doors: undefined };

async function historyOf(folder: Folder): Promise<ReturnType<Catalog['history']>> {
  await folder.ingest(real);
  const catalog = openCatalog(folder.store);
  try {
    return catalog.history();
  } finally {
    catalog.close();
  }
}

test('the first ingest changes nothing, and one that finds nothing new is no part of the history', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'SigninLogs | where UserPrincipalName == "ada"'));
  assert.deepEqual(await historyOf(folder), []);
  folder.write('readme.yaml', 'nothing: here\n');
  assert.deepEqual(await historyOf(folder), []);
});

test('rules that came, changed and went are remembered, with what they look for now and no longer', async (t) => {
  const folder = new Folder(t);
  folder.write(
    'a.yaml',
    ruleText(guid(1), 'SigninLogs | where UserPrincipalName == "ada" | project UserPrincipalName'),
  );
  folder.write('b.yaml', ruleText(guid(2), 'SigninLogs | where AppDisplayName == "lovelace"'));
  await historyOf(folder);
  folder.write(
    'a.yaml',
    ruleText(guid(1), 'SigninLogs | where UserPrincipalName == "grace" | project UserPrincipalName, AppDisplayName', {
      severity: 'Low',
    }),
  );
  folder.remove('b.yaml');
  folder.write('c.yaml', ruleText(guid(3), 'SigninLogs | where UserPrincipalName != "grace"'));
  const [{ at, rules }, ...earlier] = await historyOf(folder);
  assert.deepEqual(earlier, []);
  assert.match(at, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(
    rules.map(({ change, ruleId, name, path }) => [change, ruleId, name, path]),
    [
      ['changed', guid(1), `Rule ${guid(1)}`, 'a.yaml'],
      ['added', guid(3), `Rule ${guid(3)}`, 'c.yaml'],
      ['removed', guid(2), `Rule ${guid(2)}`, 'b.yaml'],
    ],
  );
  const [{ fields, indicators, outputs }] = rules;
  assert.deepEqual(
    fields?.map(({ field }) => field),
    ['severity', 'query'],
  );
  assert.deepEqual(fields?.[0], { field: 'severity', before: 'High', after: 'Low' });
  assert.deepEqual(indicators, {
    added: ['UserPrincipalName eq "grace"'],
    removed: ['UserPrincipalName eq "ada"'],
  });
  assert.deepEqual(outputs, { added: ['AppDisplayName'], removed: [] });
});

test('an indicator is newly seen where no rule had it before, and its first time stays', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), 'SigninLogs | where UserPrincipalName == "ada"'));
  await historyOf(folder);
  folder.write('b.yaml', ruleText(guid(2), 'SigninLogs | where UserPrincipalName in ("ada", "grace")'));
  const [{ at }] = await historyOf(folder);
  folder.write('c.yaml', ruleText(guid(3), 'SigninLogs | where UserPrincipalName == "grace"'));
  assert.equal((await historyOf(folder)).length, 2);
  const catalog = openCatalog(folder.store);
  try {
    const since = catalog.indicators().map((each) => [each.value, each.since]);
    assert.deepEqual(since.sort(), [
      ['ada', undefined],
      ['grace', at],
    ]);
  } finally {
    catalog.close();
  }
});

test('a rule that only moved is the same, and one without an id is known by its place', async (t) => {
  const folder = new Folder(t);
  const unnamed = ruleText('', 'SigninLogs | where UserPrincipalName == "ada"');
  folder.write('a.yaml', ruleText(guid(1), 'SigninLogs | where UserPrincipalName == "ada"'));
  folder.write('d.yaml', unnamed);
  await historyOf(folder);
  folder.remove('a.yaml');
  folder.write('moved/a.yaml', ruleText(guid(1).toUpperCase(), 'SigninLogs | where UserPrincipalName == "ada"'));
  assert.deepEqual(await historyOf(folder), []);
  folder.write('d.yaml', unnamed.replace('"ada"', '"grace"'));
  const [{ rules }] = await historyOf(folder);
  assert.deepEqual(
    rules.map(({ change, path }) => [change, path]),
    [['changed', 'd.yaml']],
  );
});
