import assert from 'node:assert/strict';
import test from 'node:test';
import { analysed, short } from './queries.js';

test('what is negated is left out, under the positive kind', () => {
  const { indicators, exclusions } = analysed(
    "T | where a == 1 and b != 2 and c !in ('x', 'y') and not(d has 'z' or e != 3)",
  );
  assert.deepEqual(short(indicators), ['a eq 1', 'e eq 3']);
  assert.deepEqual(short(exclusions), ['b eq 2', 'c in x', 'c in y', 'd has z']);
});

test('an indicator knows its stage, its place and the one table', () => {
  const query = "let n = 1; T | extend b = a | where b =~ 'x'";
  const start = query.indexOf("b =~ 'x'");
  assert.deepEqual(analysed(query).indicators, [
    {
      field: 'a',
      kind: 'eq',
      value: 'x',
      cased: false,
      scope: false,
      table: 'T',
      stage: 3,
      span: { start, end: query.length },
    },
  ]);
});

test('no table is named where there are several', () => {
  assert.equal(analysed('union T, U | where a == 1').indicators[0].table, null);
});

test('conditions in lets, functions and joins count where they stand', () => {
  const { indicators, exclusions } = analysed(`let bad = T | where a == 1;
let f = (x: long) { U | where b == x and c == 2 };
V | where d in ((W | where e == 3 | project d)) and g !in ((W | where e == 4 | project g))
| join (X | where h == 5) on a
| join kind=leftanti (Y | where i == 6) on a`);
  assert.deepEqual(
    indicators.map(({ stage, field, value }) => [stage, field, value]),
    [
      [0, 'a', 1],
      [0, 'c', 2],
      [2, 'e', 3],
      [3, 'h', 5],
    ],
  );
  assert.deepEqual(
    exclusions.map(({ stage, field, value }) => [stage, field, value]),
    [
      [2, 'e', 4],
      [4, 'i', 6],
    ],
  );
});

test('a null test has no value and a range has one', () => {
  assert.deepEqual(
    analysed('T | where isnotempty(a) and b between (1 .. 5)').indicators.map(({ value }) => value),
    [null, '1 .. 5'],
  );
});

test('columns that choose the log are scope', () => {
  const scope = (field: string) => analysed(`T | where ${field} == 'x'`).indicators.map((indicator) => indicator.scope);
  for (const field of [
    'EventID',
    'Type',
    'TableName',
    'DeviceVendor',
    'EventProduct',
    'ProviderName',
    'ResultType',
    'tostring(EventID)',
    'e.Vendor',
    "e['DeviceProduct']",
  ]) {
    assert.deepEqual(scope(field), [true], field);
  }
  for (const field of [
    'Account',
    'ActionType',
    'ResultDescription',
    'ControlName_s',
    'EventData',
    'tolower(CommandLine)',
  ]) {
    assert.deepEqual(scope(field), [false], field);
  }
});
