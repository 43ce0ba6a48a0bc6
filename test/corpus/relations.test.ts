import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalog } from '../../src/corpus/index.js';
import { Folder, guid, ruleText } from './folder.js';

const queries = {
  admin: 'SecurityEvent | where EventID == 4688 and Account == "admin"',
  adminAgain: '// the same\nSecurityEvent\n| where EventID==4688 and Account  == "admin"',
  swapped: 'SecurityEvent | where Account == "admin" | where EventID == 4688 | summarize count() by Computer',
  all: 'SecurityEvent | where EventID == 4688',
  tools: 'SecurityEvent | where Process in ("a.exe", "b.exe", "c.exe", "d.exe")',
  moreTools: 'SecurityEvent | where Process in ("a.exe", "b.exe", "c.exe", "d.exe", "e.exe")',
  elsewhere: 'Syslog | where EventID == 4688',
};
type Name = keyof typeof queries;
const names = Object.keys(queries) as Name[];

test('rules relate by their text, by proof and by what they look for', async (t) => {
  const folder = new Folder(t);
  names.forEach((name, i) => {
    folder.write(`${name}.yaml`, ruleText(guid(i), queries[name]));
  });
  await folder.ingest({ doors: undefined });
  const catalog = openCatalog(folder.store);
  const nameOf = (slug: string) => names[names.findIndex((_, i) => guid(i) === slug)];
  const related = (name: Name) =>
    (catalog.rule(guid(names.indexOf(name)))?.relations ?? [])
      .filter(({ is }) => is !== 'same-name')
      .map(({ is, slug, ...evidence }) => [is, nameOf(slug), ...('difference' in evidence ? evidence.difference : [])]);
  assert.deepEqual(related('admin'), [
    ['identical', 'adminAgain'],
    ['equivalent', 'swapped'],
    ['broader', 'all', 'Account == "admin"'],
  ]);
  assert.deepEqual(
    related('all').map(([is, name]) => [is, name]),
    ['admin', 'adminAgain', 'swapped'].map((name) => ['narrower', name]),
  );
  assert.deepEqual(related('tools'), [
    ['broader', 'moreTools', 'Process in ("a.exe", "b.exe", "c.exe", "d.exe")'],
    ['near-duplicate', 'moreTools'],
  ]);
  assert.deepEqual(related('elsewhere'), []);
  catalog.close();
});
