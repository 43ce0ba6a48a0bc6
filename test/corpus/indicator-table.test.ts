import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredUse } from '../../src/corpus/index.js';
import { IndicatorTable } from '../../src/corpus/indicator-table.js';

const use = (field: string, value: string | number, more: Partial<StoredUse> = {}): StoredUse => ({
  field,
  kind: 'eq',
  value,
  polarity: 'match',
  scope: false,
  table: null,
  stage: 0,
  ...more,
});
const rule = (slug: string, more: { id?: string; language?: string; source?: string; tables?: string[] } = {}) => ({
  slug,
  id: slug,
  language: 'kusto',
  source: 'ours',
  tables: [],
  ...more,
});
const kusto = (...slugs: string[]) => slugs.map((slug) => rule(slug));
const others = (table: IndicatorTable, field: string, value: string | number, slug: string) =>
  table.count({ field, kind: 'eq', value }, slug, 'match').corpus.others;

test('others are the other rules that have the same field, kind and value', () => {
  const table = new IndicatorTable(kusto('a', 'b', 'c', 'd'), [
    [use('F', 'x'), use('F', 'only')],
    [use('F', 'x'), use('G', 'x')],
    [use('F', 'x', { kind: 'has' })],
    [use('F', 'X')],
  ]);
  assert.equal(others(table, 'F', 'x', 'a'), 1);
  assert.equal(others(table, 'F', 'x', 'b'), 1);
  assert.equal(others(table, 'F', 'only', 'a'), 0);
  assert.equal(others(table, 'G', 'x', 'b'), 0);
  assert.equal(others(table, 'F', 'X', 'd'), 0);
});

test('a rule that has an indicator twice counts once', () => {
  const table = new IndicatorTable(kusto('a', 'b'), [[use('F', 1), use('F', 1, { stage: 2 })], [use('F', 1)]]);
  assert.equal(others(table, 'F', 1, 'b'), 1);
  assert.equal(others(table, 'F', 1, 'a'), 1);
  assert.deepEqual(
    table.all.map(({ rules, matching, uses }) => ({ rules, matching, uses: uses.length })),
    [{ rules: 2, matching: 2, uses: 3 }],
  );
});

test('copies of a rule count once, and none of them for another', () => {
  const table = new IndicatorTable(
    [rule('a'), rule('b'), rule('a~2', { id: 'A', source: 'theirs' })],
    [[use('F', 1)], [use('F', 1)], [use('F', 1)]],
  );
  assert.equal(others(table, 'F', 1, 'a'), 1);
  assert.equal(others(table, 'F', 1, 'a~2'), 1);
  assert.equal(others(table, 'F', 1, 'b'), 1);
  const [{ rules, matching, scoping, uses, bySource }] = table.all;
  assert.deepEqual({ rules, matching, scoping, uses: uses.length }, { rules: 2, matching: 2, scoping: 0, uses: 3 });
  assert.deepEqual(bySource, { ours: 2, theirs: 1 });
  assert.deepEqual(table.fields(), [{ value: 'F', count: 2 }]);
});

test('others are counted by language and by the folder they came from', () => {
  const table = new IndicatorTable(
    [rule('a'), rule('b', { source: 'theirs' }), rule('c', { language: 'sigma' }), rule('d', { source: 'theirs' })],
    [[use('F', 1)], [use('F', 1)], [use('F', 1)], [use('F', 1, { polarity: 'exclude' })]],
  );
  const { corpus } = table.count({ field: 'F', kind: 'eq', value: 1 }, 'a', 'match');
  assert.deepEqual(corpus, { others: 2, byLanguage: { kusto: 1, sigma: 1 }, bySource: { theirs: 1, ours: 1 } });
});

test('what half of the rules on a table look for is scope there, and only there', () => {
  const eight = Array.from({ length: 8 }, (_, i) => rule(`r${i}`, { tables: ['T'] }));
  const other = rule('other', { tables: ['U'] });
  const on = (table: string, field: string) => use(field, 'x', { table });
  const uses = eight.map((_, i) => [
    ...(i < 4 ? [on('T', 'Half')] : []),
    ...(i < 3 ? [on('T', 'Less')] : []),
    ...(i < 6 ? [use('Left', 'x', { table: 'T', polarity: 'exclude' as const })] : []),
  ]);
  const table = new IndicatorTable([...eight, other], [...uses, [on('U', 'Half')]]);
  const why = (field: string, of: string | null) => table.commonness({ field, kind: 'eq', value: 'x' }, of);
  assert.equal(why('Half', 'T'), 'is asked by 4 of the 8 rules that read T');
  for (const none of [why('Half', 'U'), why('Half', null), why('Less', 'T'), why('Left', 'T')])
    assert.equal(none, undefined);
  const half = table.onField('Half')[0];
  assert.deepEqual({ rules: half.rules, scoping: half.scoping }, { rules: 5, scoping: 4 });
  const few = new IndicatorTable(eight.slice(1), uses.slice(1));
  assert.equal(few.commonness({ field: 'Half', kind: 'eq', value: 'x' }, 'T'), undefined);
});

test('the fewer rules have an indicator, the rarer it is', () => {
  const table = new IndicatorTable(kusto('a', 'b', 'c', 'd', 'e'), [
    [use('F', 1), use('G', 1)],
    [use('F', 1)],
    [],
    [],
    [],
  ]);
  assert.deepEqual(
    table.all.map(({ field, rarity }) => [field, rarity]),
    [
      ['F', 0.916],
      ['G', 1.609],
    ],
  );
  assert.equal(table.count({ field: 'F', kind: 'eq', value: 1 }, 'a', 'match').rarity, 0.916);
});

test('a value of a list counts as an equality', () => {
  const table = new IndicatorTable(kusto('a', 'b'), [[use('F', 'x')], [use('F', 'x'), use('F', 'y')]]);
  assert.equal(table.count({ field: 'F', kind: 'in', value: 'x' }, 'b', 'match').corpus.others, 1);
});

test('a rule that leaves out what another looks for does not share it', () => {
  const table = new IndicatorTable(kusto('a', 'b', 'c'), [
    [use('F', 'x')],
    [use('F', 'x', { polarity: 'exclude' })],
    [use('F', 'x', { polarity: 'exclude', scope: true })],
  ]);
  assert.equal(others(table, 'F', 'x', 'a'), 0);
  assert.equal(table.count({ field: 'F', kind: 'eq', value: 'x' }, 'b', 'exclude').corpus.others, 1);
  const [{ rules, matching, excluding, scoping }] = table.all;
  assert.deepEqual({ rules, matching, excluding, scoping }, { rules: 3, matching: 1, excluding: 2, scoping: 1 });
});

test('indicators are found by id and by field in any case, most shared first', () => {
  const table = new IndicatorTable(kusto('a', 'b'), [
    [use('Field_s', 'x'), use('Field_s', 'y')],
    [use('Field_s', 'y')],
  ]);
  const values = table.onField('field_S').map((each) => each.value);
  assert.deepEqual(values, ['y', 'x']);
  const [{ id }] = table.all;
  assert.match(id, /^[0-9a-f]{14}$/);
  assert.equal(table.byId(id.toUpperCase())?.value, 'y');
  assert.deepEqual(table.fields(), [{ value: 'Field_s', count: 2 }]);
  assert.deepEqual([...table.rulesOn('FIELD_S')].sort(), ['a', 'b']);
});

test('a number and its digits as text are two values', () => {
  const table = new IndicatorTable(kusto('a', 'b'), [[use('EventID', 4625)], [use('EventID', '4625')]]);
  assert.equal(others(table, 'EventID', 4625, 'a'), 0);
});
