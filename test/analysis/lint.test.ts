import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { loadEngine } from '../../src/kql/index.js';
import type { Rule } from '../../src/rules/index.js';
import { analysed, schemaOf } from './queries.js';

const day = { text: '1d', seconds: 86_400 };
const hour = { text: '1h', seconds: 3600 };
const columns = [
  { name: 'Account', type: 'string' },
  { name: 'Count', type: 'long' },
];

function codes(query: string, more: Partial<Rule> = {}): string[] {
  return analysed(query, { schemas: [{ ...schemaOf('T'), columns }] }, more).lint.map(({ code }) => code);
}

const found: Readonly<Record<string, readonly string[]>> = {
  "T | where Account == 'x' and Count == 1": [],
  'T | where account == 1': ['unknown-column'],
  'T | where Unheard == 1': [],
  'T | where Account == 5': ['number-on-string'],
  'T | where Account == 5 and Account > 3': [],
  "T | where Count == '5'": ['string-on-number'],
  "T | where Count == 'many'": ['never-true'],
  "T | where Count != 'many'": ['never-false'],
  "T | where tolower(Account) == 'Admin'": ['never-true'],
  "T | where tolower(Account) =~ 'Admin'": [],
  "T | where Account == 'a' and Account == 'b'": ['never-true'],
  "T | where Account == 'a' or Account == 'b'": [],
  "T | where Account =~ 'a' and Account == 'A'": [],
  "T | where Account != 'a' or Account != 'b'": ['never-false'],
  // Kusto: tolower() gives small letters, and these operators want the value itself in the text.
  "T | where tolower(Account) has_cs 'ABC'": ['never-true'],
  "T | where tolower(Account) has 'ABC'": [],
  "T | extend A = toupper(trim(' ', Account)) | where A startswith_cs 'abc'": ['never-true'],
  "T | where tolower(Account) in ('Admin', 'Root')": ['never-true'],
  "T | where tolower(Account) in ('Admin', 'root')": ['value-never-found'],
  "T | where tolower(Account) != 'Admin'": [],
  "T | where tolower(Account) !contains_cs 'Admin'": ['never-false'],
  "T | where not(tolower(Account) contains_cs 'Admin')": ['never-true'],
  // What split() parts by is in none of the parts.
  "T | extend D = split(Account, '/')[0] | where D has 'a/b'": ['never-true'],
  "T | extend D = tolower(split(Account, '@')[1]) | where D has_any ('a@b', 'c.d')": ['value-never-found'],
  "T | where split(Account, '/')[0] has 'a.b'": [],
  "T | where split(Account, '/') has 'a/b'": [],
  "T | where tostring(split(Account, '/', 0)) has 'a/b'": [],
  "T | where tostring(split(Account, '\\\\')[0]) has 'a\\\\b'": ['never-true'],
  "T | mv-expand D = split(Account, '/') | where D has 'a/b'": [],
  "T | where replace_string(Account, '-', '') contains 'a-b'": ['never-true'],
  "T | where replace_string(Account, '-', '--') contains 'a-b'": [],
  // A group that is one class of characters captures no others.
  "T | where extract('@([^/]+)/', 1, Account) has 'a/b'": ['never-true'],
  "T | where extract('@([^/]+)/', 0, Account) has 'a/b'": [],
  "T | where extract(@'(\\d+)', 1, Account) == '1.2'": ['never-true'],
  "T | where extract(@'(\\d+\\.\\d+)', 1, Account) == '1.2'": [],
  "T | where extract('([a-z]+)=(\\\\w+)', 2, Account) has 'a-b'": ['never-true'],
  "T | where extract('([a-z]+)', 1, Account) == 'A'": [],
  "T | extend A = iff(Count > 1, tolower(Account), Account) | where A has_cs 'ABC'": [],
  // Kusto: `has ""` is true of every record and `!has ""` of none.
  "T | where Account has ''": ['never-false'],
  "T | where Account !has ''": ['never-true'],
  "T | where Account has_any ('a', '')": ['never-false'],
  "T | where Account has_all ('a', '')": [],
  "T | where Account == ''": [],
  "T | where extract('([z-a]+)', 1, Account) == '.'": [],
  "let asked = ''; T | where Account has asked": [],
  "T | where Account has '*admin*'": ['star-is-no-wildcard'],
  "T | where Account has '*.*' or Account == '*'": [],
  'search "*admin*"': [],
  'T | search Account: "*admin*"': [],
  't | where Unheard == 1': ['unknown-table'],
  'database("Other").t | where Unheard == 1': [],
  'union isfuzzy=true T, (t | take 1)': ['unknown-table'],
  'let t = T; t | where Unheard == 1': [],
  "T | where Account contains 'Admin'": ['contains-for-term'],
  "T | where Account contains 'Failed password'": ['contains-for-term'],
  "T | where Account contains 'admin' or Account contains 'FromBase64'": [],
  "T | where Account contains 'adm' or Account contains '-admin'": [],
  "T | join (U | summarize by k) on k | where Account == 'x'": ['late-filter'],
  "T | where Account == 'x' | join (U | summarize by k) on k": [],
  "T | join kind=fullouter (U | summarize by k) on k | where Account == 'x'": [],
  'T | join kind=inner U on k': [],
  "T | join kind=inner U on k | where Answer == 'x' or Answer == 'y'": ['join-of-whole-table'],
  'T | summarize by k, n = Count | join kind=inner U on k | where n == 1': [],
  "T | join kind=inner U on k | join (V | take 1) on k | where Answer == 'x'": [],
  "let f = (w: string) { T | join kind=inner U on k | where a == w }; union f('x'), f('x')": ['join-of-whole-table'],
  "T | join kind=leftouter U on k | where Answer == 'x'": [],
  'T | summarize makeset(Account)': ['deprecated-function'],
  'T | summarize make_set(Account)': [],
};

for (const [query, expected] of Object.entries(found)) test(query, () => assert.deepEqual(codes(query), expected));

test('a look-back beyond the period and a period shorter than the frequency', () => {
  const query = 'let back = 14d; T | where TimeGenerated > ago(back)';
  assert.deepEqual(codes(query, { queryPeriod: day, queryFrequency: day }), ['look-back-too-long']);
  assert.deepEqual(codes(query, { queryPeriod: day, queryFrequency: day, kind: 'hunting' }), []);
  const fixes = (query: string) => analysed(query, {}, { queryPeriod: day }).lint.map(({ fix }) => fix);
  assert.deepEqual(fixes('T | where TimeGenerated > ago(14d)'), ['Set the query period to 14d.']);
  // Sentinel refuses a query period of more than 14 days.
  assert.match(String(fixes('T | where TimeGenerated > ago(60d)')), /14d at most/);
  assert.deepEqual(codes('T | take 1', { queryPeriod: hour, queryFrequency: day }), ['period-shorter-than-frequency']);
});

test('a column that the rule uses and the result has not', () => {
  const mapping = { entityType: 'Account', fields: [{ identifier: 'Name', column: 'accountEntity' }] };
  const more = { entityMappings: [mapping] };
  const [finding] = analysed('T | project AccountEntity = Account', {}, more).lint;
  assert.equal(finding.code, 'mapped-column-missing');
  assert.equal(finding.fix, 'Name it AccountEntity, as the query does.');
  assert.deepEqual(codes('T | take 1', more), []);
});

test('a column that a union may give two types is not said to be missing', () => {
  const mapping = { entityType: 'Account', fields: [{ identifier: 'Name', column: 'Who' }] };
  const query = 'union (T | project Who = Account), (T | project Who = parse_json(Account))';
  assert.deepEqual(codes(query, { entityMappings: [mapping] }), []);
});

test('techniques of other tactics and retired ones', () => {
  const more = { tactics: ['Impact'], techniques: ['T1078', 'T1100', 'T1489'] };
  const { lint } = analysed('T | take 1', {}, more);
  assert.deepEqual(
    lint.map(({ code }) => code),
    ['tactic-technique-mismatch', 'technique-retired'],
  );
  assert.equal(lint[1].fix, 'Name T1505.003 Web Shell instead.');
});

test('what is said to be never or always true is so of every text', async () => {
  const engine = await loadEngine();
  const letters = fc.constantFrom('a', 'A', 'b', 'B', '1', '/', '.', '\\\\', '\\"', ' ', '@');
  const short = fc.array(letters, { maxLength: 4 }).map((all) => all.join(''));
  const records = fc.array(
    fc.array(letters, { maxLength: 9 }).map((all) => all.join('')),
    { minLength: 5, maxLength: 8 },
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constant('Account'),
      tie('expression').map((inner) => `tolower(${inner})`),
      tie('expression').map((inner) => `toupper(${inner})`),
      tie('expression').map((inner) => `trim('a', tostring(${inner}))`),
      tie('expression').map((inner) => `substring(${inner}, 1)`),
      fc.tuple(tie('expression'), short).map(([inner, by]) => `tostring(split(${inner}, "${by}")[0])`),
      fc.tuple(tie('expression'), short).map(([inner, by]) => `split(tostring(${inner}), "${by}")[1]`),
      fc
        .tuple(tie('expression'), letters, short)
        .map(([inner, a, b]) => `replace_string(tostring(${inner}), "${a}", "${b}")`),
      fc
        .tuple(tie('expression'), fc.constantFrom('[^/]+', '[a-z]*?', '\\\\w', '[^a.]{1,2}', '[^\\\\d@]+'))
        .map(([inner, one]) => `extract("(${one})", 1, tostring(${inner}))`),
    ),
  }));
  const operator = fc.constantFrom(
    'has',
    '!has',
    'has_cs',
    'contains',
    '!contains_cs',
    'startswith_cs',
    'hassuffix',
    '==',
  );
  let claims = 0;
  fc.assert(
    fc.property(records, expression, operator, short, (texts, made, by, needle) => {
      const where = `${made} ${by} "${needle}"`;
      const said = codes(`T | where ${where}`).find((code) => code.startsWith('never-'));
      if (said === undefined) return;
      claims++;
      const table = `datatable(Account: string)[${texts.map((text) => `"${text}"`).join(', ')}]`;
      const { rows, problems } = engine.query(`${table} | where ${where}`, { now: '2026-11-24' });
      assert.deepEqual(problems, [], where);
      assert.equal(rows.length, said === 'never-true' ? 0 : texts.length, `${where} over ${texts.join(' ')}`);
    }),
    { numRuns: 1000 },
  );
  assert.ok(claims > 100, `${claims} claims`);
});
