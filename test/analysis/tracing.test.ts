import assert from 'node:assert/strict';
import test from 'node:test';
import { analysed, functionOf, short } from './queries.js';

const traced: Readonly<Record<string, readonly string[]>> = {
  "T | extend A = tolower(Account) | where A == 'x'": ['tolower(Account) eq x'],
  "T | extend P = split(Path, '/')[0] | extend Q = tostring(P) | where Q has 'x'": [
    "tostring(split(Path, '/')[0]) has x",
  ],
  "T | project-rename B = A | where B == 'x'": ['A eq x'],
  "T | extend D = parse_json(d) | where D.k == 'x'": ['parse_json(d).k eq x'],
  "T | extend C = column_ifexists('A', '') | where C == 'x'": ['A eq x'],
  "T | mv-expand i = Items | where i.name == 'x'": ['Items.name eq x'],
  "T | summarize arg_max(TimeGenerated, *) by a | where b == 'x'": ['b eq x'],
  "T | summarize any(b) by a | where any_b == 'x'": ['b eq x'],
  "T | summarize make_set(b) by a | where set_b has 'x'": ['make_set(b) has x'],
  "T | parse Message with * 'user=' User ' ' * | where User == 'x'": ['User eq x'],
  "union T, (U | extend a = tolower(b)) | where a == 'x'": ['a eq x'],
  "T | join (U | extend k = tolower(a)) on x | where k == 'y'": ['tolower(a) eq y'],
  "let f = (T: (*), w: string) { T | where a == w }; V | invoke f('x')": ['a eq x'],
  "let f = (w: string) { T | where a == w }; f('x') | union f('y')": ['a eq x', 'a eq y'],
  "let bad = (c: string) { c has 'x' or c == 'y' }; T | where bad(tolower(Cmd))": [
    'tolower(Cmd) has x',
    'tolower(Cmd) eq y',
  ],
  "T | extend K = iff(a == 1, 'bad', 'good') | where K == 'bad'": ['a eq 1'],
  "T | extend K = case(a == 1, 'one', a == 2, 'two', 'other') | where K in ('one', 'two')": ['a eq 1', 'a eq 2'],
  'T | where iff(a == 1, b == 2, c == 3)': ['a eq 1', 'b eq 2', 'c eq 3'],
  "T | summarize n = countif(a == 'x'), s = sumif(b, c > 5) by d": ['a eq x', 'c gt 5'],
  "let bad = datatable(ip: string, n: long)['1.1.1.1', 1, '2.2.2.2', 2] | where n > 1 | project ip; T | where ip in (bad)":
    ['ip in 2.2.2.2'],
  'let most = toscalar(datatable(n: long)[3, 7] | summarize max(n)); T | where a > most': ['a gt 7'],
  "T | join kind=inner (datatable(ip: string)['1.1.1.1']) on $left.Source == $right.ip": ['Source in 1.1.1.1'],
  "search 'x' and a:'y'": ['* has x', 'a has y'],
};

for (const [query, indicators] of Object.entries(traced))
  test(query, () => assert.deepEqual(short(analysed(query).indicators), indicators));

test('what an aggregate is compared with is a threshold and no indicator', () => {
  const { indicators, stages } = analysed('T | summarize n = dcount(a) by b | where n > 5');
  assert.deepEqual(indicators, []);
  const { span, ...predicate } = stages[2].predicates as unknown as Record<string, unknown>;
  assert.deepEqual(predicate, {
    is: 'predicate',
    field: 'dcount(a)',
    column: 'n',
    kind: 'gt',
    values: [5],
    threshold: true,
  });
});

test('a join says what its sides are matched by', () => {
  const query = 'T | extend k = tolower(a) | join (U) on $left.k == $right.b, c';
  assert.deepEqual(analysed(query).stages[2].keys, [
    { left: 'tolower(a)', right: 'b' },
    { left: 'c', right: 'c' },
  ]);
});

test('a let whose rows are left out is left out', () => {
  const { indicators, exclusions } = analysed(
    "let known = U | where a == 'x' | project b; T | where b !in (known) and c == 'y'",
  );
  assert.deepEqual(short(indicators), ['c eq y']);
  assert.deepEqual(short(exclusions), ['a eq x']);
});

test('what a rightanti join finds on its left is left out', () => {
  const { indicators, exclusions } = analysed(
    "T | where a == 'w' | join kind=rightanti (U | where a == 'x') on k | where b == 'y' | join kind=rightanti (V | where c == 'z') on k",
  );
  assert.deepEqual(short(indicators), ['a eq w', 'c eq z']);
  assert.deepEqual(short(exclusions), ['a eq x', 'b eq y']);
});

test('conditions that a plugin is given are indicators within it', () => {
  const { indicators } = analysed("T | evaluate sequence_detect(t, 5s, 8s, one=(a has 'x'), two=(a has 'y'), b)");
  assert.deepEqual(short(indicators), ['a has x', 'a has y']);
  assert.deepEqual([...new Set(indicators.map(({ within }) => within))], ['sequence_detect']);
});

test('what a shared function asks for stands at its call, as scope, with its name', () => {
  const query = "T | union SignIns | where b == 'y'";
  const { indicators } = analysed(query, { functions: [functionOf('SignIns', "SigninLogs | where a == 'x'")] });
  assert.deepEqual(
    indicators.map(({ field, scope, within, table, span }) => [
      field,
      scope,
      within,
      table,
      query.slice(span.start, span.end),
    ]),
    [
      ['a', true, 'SignIns', 'SigninLogs', 'SignIns'],
      ['b', false, undefined, null, "b == 'y'"],
    ],
  );
});

test('scope says why', () => {
  assert.equal(analysed('T | where EventID == 1').indicators[0].because, 'names the kind of log or event');
});

test('functions that call each other without end are read once', () => {
  const query = "let f = () { T | where a == 'x' }; let g = () { union f(), f() }; let h = () { union g(), g() }; h()";
  assert.deepEqual(short(analysed(query).indicators), ['a eq x']);
});
