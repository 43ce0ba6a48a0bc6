import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { implies } from '../../src/analysis/implication.js';
import type { RecordFilter } from '../../src/analysis/index.js';
import { loadEngine } from '../../src/kql/index.js';
import { analysed } from './queries.js';

function filterOf(condition: string): RecordFilter {
  const { filter } = analysed(`T | where ${condition}`);
  assert.ok(filter, condition);
  return filter;
}

function follows(given: string, wanted: string): boolean {
  const [one, other] = [filterOf(given), filterOf(wanted)];
  const trees = one.parts.map(({ tree }) => tree);
  return other.complete && other.parts.every(({ tree }) => implies(trees, tree));
}

const proved: readonly (readonly [string, string])[] = [
  ['S == "abc" and N == 1', 'S == "abc"'],
  ['S == "abc"', 'S =~ "ABC"'],
  ['S == "abc"', 'S in ("abc", "def")'],
  ['S in ("a", "b")', 'S == "b" or S == "a"'],
  ['S == "a" or S == "b"', 'S in ("a", "b", "c")'],
  ['S startswith "abc"', 'S contains "B"'],
  ['S has "foo bar"', 'S has "bar"'],
  ['S has_all ("x", "y")', 'S has "x"'],
  ['S !contains "b"', 'S !contains "abc"'],
  ['S == "abc"', 'S !has "xyz"'],
  ['S == "abc"', 'isnotempty(S)'],
  ['N == 7', 'N > 5'],
  ['N < 3', 'N <= 3'],
  ['(S == "a" and N == 1) or (S == "b" and N == 2)', 'N in (1, 2)'],
  ['not(S == "a" or N == 1)', 'S != "a"'],
];

const notProved: readonly (readonly [string, string])[] = [
  ['S == "abc"', 'S == "ABC"'],
  ['S =~ "abc"', 'S == "abc"'],
  ['S contains "ab"', 'S has "ab"'],
  ['S has "ab"', 'S startswith "ab"'],
  ['S == "abcd"', 'S has "abc"'],
  ['S contains "a"', 'S == "a"'],
  ['N > 5', 'N == 7'],
  ['S == "a" or N == 1', 'S == "a"'],
  ['isnotnull(S)', 'isnotempty(S)'],
  ['S matches regex ".*"', 'isnotempty(S)'],
  ['S == "a"', 'S == "a" and strlen(S) > N'],
];

describe('one condition follows from another', () => {
  for (const [given, wanted] of proved) test(`${given} => ${wanted}`, () => assert.equal(follows(given, wanted), true));
});

describe('one condition does not follow from another', () => {
  for (const [given, wanted] of notProved)
    test(`${given} => ${wanted}`, () => assert.equal(follows(given, wanted), false));
});

describe('what a query asks of each record', () => {
  const textsOf = (query: string) => analysed(query).filter?.parts.map(({ text }) => text);

  test('ends where rows are grouped, and leaves the time out', () => {
    const query =
      'T | where TimeGenerated > ago(1d) and A == 1 | extend b = B | where B == 2 | summarize C = count() | where C > 3';
    assert.deepEqual(textsOf(query), ['A == 1', 'B == 2']);
    assert.equal(analysed(query).filter?.complete, true);
  });

  test('is not known whole where a condition is of something made', () => {
    assert.equal(analysed('T | extend A = strcat(B, "x") | where A == "1x"').filter?.complete, false);
  });

  test('is of one table', () => {
    assert.equal(analysed('union T, U | where A == 1').filter, null);
    assert.equal(analysed('T | where A == 1 | join kind=inner U on K | where B == 2').filter, null);
    assert.equal(analysed('let T = U | where A == 2; T | where A == 1').filter, null);
  });
});

test('whatever is proved holds for every record', async () => {
  const engine = await loadEngine();
  const texts = ['', 'a', 'A', 'ab', 'b', 'a b', 'ab c', 'abc', 'c.ab', 'B_a', '1', 'é a', 'aé'];
  const numbers = ['long(null)', '0', '1', '2', '3'];
  const rows = texts.flatMap((text) => numbers.map((number) => `"${text}", ${number}`));
  const table = `datatable(i:long, S:string, N:long)[${rows.map((row, i) => `${i}, ${row}`).join(', ')}]`;
  const text = fc.constantFrom(...texts).map((value) => `"${value}"`);
  const compared = fc
    .tuple(
      fc.constantFrom(
        '==',
        '!=',
        '=~',
        '!~',
        'has',
        '!has',
        'contains',
        '!contains',
        'contains_cs',
        'startswith',
        'endswith',
        'startswith_cs',
        'hasprefix',
        'hassuffix',
        'has_cs',
      ),
      text,
    )
    .map(([operator, value]) => `S ${operator} ${value}`);
  const listed = fc
    .tuple(fc.constantFrom('in', '!in', 'in~', 'has_any'), fc.uniqueArray(text, { minLength: 1, maxLength: 3 }))
    .map(([operator, values]) => `S ${operator} (${values.join(', ')})`);
  const counted = fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.nat(3))
    .map(([operator, value]) => `N ${operator} ${value}`);
  const tested = fc.constantFrom('isempty(S)', 'isnotempty(S)', 'isnotnull(N)', 'isnull(N)', 'isnotnull(S)');
  const single = fc.oneof(compared, listed, counted, tested);
  const condition = fc.oneof(
    single,
    fc.tuple(single, single).map(([a, b]) => `${a} and ${b}`),
    fc.tuple(single, single).map(([a, b]) => `${a} or ${b}`),
    fc.tuple(single, single, single).map(([a, b, c]) => `(${a} or ${b}) and ${c}`),
    fc.tuple(single, single).map(([a, b]) => `not(${a} and ${b})`),
  );
  const passing = (where: string): Set<unknown> => {
    const { rows: passed, problems } = engine.query(`${table} | where ${where} | project i`, { now: '2026-01-01' });
    assert.deepEqual(problems, [], where);
    return new Set(passed.map(([i]) => i));
  };
  let claims = 0;
  fc.assert(
    fc.property(condition, condition, (given, wanted) => {
      if (!follows(given, wanted)) return;
      claims++;
      const passed = passing(wanted);
      for (const row of passing(given)) assert.ok(passed.has(row), `${given} => ${wanted}: row ${rows[Number(row)]}`);
    }),
    { numRuns: 1000 },
  );
  assert.ok(claims > 0, `${claims} claims`);
});
