import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Catalog, openCatalog } from '../../src/corpus/index.js';
import { openSearch, type Search, wordIndex } from '../../src/search/index.js';
import { Folder, guid, ruleText } from '../corpus/folder.js';

let catalog: Catalog;
let search: Search;
const clean: (() => void)[] = [];

before(async () => {
  const folder = new Folder({ after: (end) => clean.push(end as () => void) });
  const rule = (number: number, query: string, more: Record<string, string> = {}) =>
    folder.write(
      `${number}.yaml`,
      ruleText(guid(number), query, { tactics: '[Impact]', relevantTechniques: '[T1485]', ...more }),
    );
  rule(1, "SenservaPro_CL\n| where ControlName_s == 'AzureSecureScoreIntegratedApps'", {
    name: 'Third party integrated apps',
    tactics: '[Exfiltration]',
    relevantTechniques: '[T1020]',
  });
  rule(2, "SenservaPro_CL\n| where ControlName_s == 'AzureSecureScoreBlockLegacyAuthentication'", {
    name: 'Legacy sign-ins are allowed',
  });
  rule(3, 'SecurityEvent\n| where EventID == 4625\n| summarize count() by TargetAccount', {
    name: 'Failed logons',
    description: 'Passwords were sprayed over many accounts.',
    tactics: '[CredentialAccess]',
    relevantTechniques: '[T1110.003]',
  });
  rule(4, "CommonSecurityLog\n| where DestinationIP in ('10.1.2.7', '10.1.2.70')", {
    name: 'A control name by chance: traffic to a sinkhole',
    description: 'Accounts were many.',
  });
  await folder.ingest({ parts: [wordIndex] });
  catalog = openCatalog(folder.store);
  search = openSearch(catalog);
});
after(() => {
  catalog.close();
  for (const end of clean) end();
});

const rules = (words: string) => search.search(words).rules.map((hit) => Number(hit.rule.slug.slice(-3)));
const indicators = (words: string) => search.search(words).indicators.map(({ field, value }) => `${field} ${value}`);

test('a field finds the rules that test it, and the indicators on it', () => {
  assert.deepEqual(rules('ControlName_s').sort(), [1, 2]);
  assert.deepEqual(rules('controlname_S').sort(), [1, 2]);
  assert.deepEqual(indicators('ControlName_s').sort(), [
    'ControlName_s AzureSecureScoreBlockLegacyAuthentication',
    'ControlName_s AzureSecureScoreIntegratedApps',
  ]);
  assert.ok(search.search('ControlName_s').rules[0].where.includes('fields'));
});

test('a column that no rule tests is found in the query', () => {
  assert.deepEqual(rules('TargetAccount'), [3]);
});

test('a technique is found by id and name, a sub-technique by its parent', () => {
  assert.deepEqual(rules('T1020'), [1]);
  assert.deepEqual(rules('t1110'), [3]);
  assert.deepEqual(rules('T1110.003'), [3]);
  assert.deepEqual(rules('Password Spraying'), [3]);
});

test('an address is found whole or as it begins, never by its numbers', () => {
  assert.deepEqual(rules('10.1.2.7'), [4]);
  assert.equal(indicators('10.1.2.7')[0], 'DestinationIP 10.1.2.7');
  assert.deepEqual(rules('10.1.2'), [4]);
  assert.deepEqual(rules('10.9.2.7'), []);
  assert.deepEqual(indicators('10.9.2.7'), []);
});

test('an event id is found, and a number within another is not', () => {
  assert.deepEqual(rules('4625'), [3]);
  assert.deepEqual(indicators('4625'), ['EventID 4625']);
  assert.deepEqual(indicators('25'), []);
});

test('tables, tactics, ids and parts of identifiers are found', () => {
  assert.deepEqual(rules('SenservaPro_CL').sort(), [1, 2]);
  assert.deepEqual(rules('senserva').sort(), [1, 2]);
  assert.deepEqual(rules('exfiltration'), [1]);
  assert.deepEqual(rules('Credential Access'), [3]);
  assert.deepEqual(rules(guid(4)), [4]);
  assert.deepEqual(rules('integrated apps'), [1]);
});

test('all words must be there, a phrase in its order', () => {
  assert.deepEqual(rules('many accounts').sort(), [3, 4]);
  assert.deepEqual(rules('"many accounts"'), [3]);
  assert.equal(search.search('many accounts').by, 'all');
  // No rule has both: those with one are shown as such.
  assert.equal(search.search('accounts senserva').by, 'some');
  assert.deepEqual(rules('accounts senserva').sort(), [1, 2, 3, 4]);
});

test('a slip in a word is forgiven when nothing is written so, but never in a number', () => {
  const { by, rules: hits } = search.search('exfiltraton');
  assert.equal(by, 'nearly');
  assert.equal(hits[0].rule.slug, guid(1));
  assert.deepEqual(rules('T1021'), []);
});

test('the name counts more than the description', () => {
  assert.equal(rules('control name')[0], 4);
});

test('lists are cut off and say how many there are', () => {
  const { rules: hits, totals } = search.search('SenservaPro_CL', 1);
  assert.equal(hits.length, 1);
  assert.equal(totals.rules, 2);
});

test('a mistyped id leads to the nearest rule, other words to those that have them', () => {
  assert.equal(search.nearest(guid(3).replace('8000', '8oo0'))[0].slug, guid(3));
  assert.deepEqual(search.nearest('third party aps')[0].slug, guid(1));
  assert.deepEqual(search.nearest('zzzzqqqq'), []);
});

test('nothing that is typed breaks the search', () => {
  for (const words of ['', '"', '""', '*', '__proto__', 'constructor', 'a'.repeat(5_000)]) search.search(words);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { rules: hits, totals } = search.search(text);
      assert.ok(hits.length <= totals.rules);
    }),
    { numRuns: 200 },
  );
});
