import assert from 'node:assert/strict';
import test from 'node:test';
import { analysed, short, shortTree } from './queries.js';

const trees: Readonly<Record<string, string>> = {
  "a == 'x'": 'a eq x cased',
  "a =~ 'x'": 'a eq x any',
  "a != 'x'": 'a ne x cased',
  "a !~ 'x'": 'a ne x any',
  "a == '10.1'": 'a eq 10.1',
  'a == -5': 'a eq -5',
  'a < 1 or a >= 2': 'or(a lt 1, a ge 2)',
  '5 < a': 'a gt 5',
  "'x' == a": 'a eq x cased',
  "a in ('x', 'y')": 'a in x y cased',
  "a !in~ ('x')": 'not(a in x any)',
  "a in (dynamic(['x', 'y']))": 'a in x y cased',
  "a has_any ('x', 'y')": 'a has x y any',
  "a has_all ('x', 'y')": 'and(a has x any, a has y any)',
  "a has 'x'": 'a has x any',
  "a has_cs 'x'": 'a has x cased',
  "a !has 'x'": 'not(a has x any)',
  "a contains 'x'": 'a contains x any',
  "a !contains_cs 'x'": 'not(a contains x cased)',
  "a startswith 'x'": 'a starts_with x any',
  "a endswith_cs 'x'": 'a ends_with x cased',
  "a hasprefix 'x'": 'a has_prefix x any',
  "a hassuffix 'x'": 'a has_suffix x any',
  "a matches regex 'x+'": 'a match x+ cased',
  "a matches regex '(?i)x'": 'a match (?i)x any',
  'a between (1 .. 5)': 'a between 1 5',
  'a !between (1 .. 5)': 'not(a between 1 5)',
  'isempty(a)': 'a is_null',
  'isnotnull(a)': 'a is_not_null',
  'isempty(a) == false': 'not(a is_null)',
  'not(a == 1)': 'not(a eq 1)',
  "ipv4_is_in_range(a, '10.0.0.0/8')": 'a cidr 10.0.0.0/8',
  "ipv4_is_in_any_range(a, dynamic(['10.0.0.0/8', '172.16.0.0/12']))": 'a cidr 10.0.0.0/8 172.16.0.0/12',
  "ipv4_is_match(a, '10.1.2.0', 24)": 'a cidr 10.1.2.0/24',
  "ipv4_is_match(a, '10.1.2.0/24')": 'a cidr 10.1.2.0/24',
  'ipv4_is_private(a)': 'ipv4_is_private(a) eq true',
  'ipv4_is_private(a) == false': 'ipv4_is_private(a) eq false',
  'constructor(a)': '?constructor(a)',
  "toString('x') == a": "?toString('x') == a",
  'a between (toint(1) .. toint(5))': 'a between 1 5',
  "a == 'x' and b == 'y' and (c == 1 or d == 2)": 'and(a eq x cased, b eq y cased, or(c eq 1, d eq 2))',
  "tolower(a.b['c']) == 'x'": "tolower(a.b['c']) eq x cased",
  a: 'a eq true',
  'a == b': '?a == b',
  'a + b > 5': '?a + b > 5',
  'f(a)': '?f(a)',
  'a in (b)': '?a in (b)',
  'a > ago(1d)': 'a gt ago(1d)',
  'a > 1.5h': 'a gt 01:30:00',
  'a == datetime(2026-11-24)': 'a eq 2026-11-24T00:00:00.0000000Z',
  "a == strcat('x', 'y')": 'a eq xy cased',
};

for (const [condition, tree] of Object.entries(trees))
  test(`where ${condition}`, () => assert.equal(shortTree(condition), tree));

test('lets are put in for their names', () => {
  const { indicators } = analysed(
    "let low = 3; let names = pack_array('x', strcat('y', 'z')); let since = 2d; T | where a > low and b in (names) and TimeGenerated > ago(since)",
  );
  assert.deepEqual(short(indicators), ['a gt 3', 'b in x', 'b in yz', 'TimeGenerated gt ago(2d)']);
});

test('a table of one column that is written out is a list', () => {
  assert.deepEqual(
    short(analysed("let bad = datatable(ip: string)['1.1.1.1', '2.2.2.2']; T | where ip in (bad)").indicators),
    ['ip in 1.1.1.1', 'ip in 2.2.2.2'],
  );
});

test('lets that double each other end in no endless text or list', () => {
  const doubling = (first: string, next: (before: string) => string) =>
    [`let v0 = ${first};`, ...Array.from({ length: 40 }, (_, i) => `let v${i + 1} = ${next(`v${i}`)};`)].join('');
  for (const lets of [
    doubling("'x'", (v) => `strcat(${v}, ${v})`),
    doubling("pack_array('x')", (v) => `array_concat(${v}, ${v})`),
  ]) {
    assert.deepEqual(analysed(`${lets} T | where a == v40`).indicators, []);
  }
});
