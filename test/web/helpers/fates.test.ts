import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleModel } from '../../../src/corpus/index.js';
import type { Explained, Fate } from '../../../src/evaluation/index.js';
import type { Evaluation } from '../../../src/web/evaluator.js';
import { fateInWords } from '../../../src/web/helpers/fate-words.js';
import { fatesOf } from '../../../src/web/helpers/fates.js';

const test = (start: number, scope = false) => ({ span: { start, end: start + 1 }, scope });
const rule = (...indicators: object[]) => ({ slug: 'r', indicators, exclusions: [] }) as unknown as RuleModel;

function result(fates: readonly Fate[], verdict: Evaluation['verdict'] = 'no-alert'): Evaluation {
  const explanation = fates.map((fate, record): Explained => ({ table: 'T', record, fate }));
  const stages = [{ index: 1, kind: 'where', text: '| where a == 1', rowsIn: 0, rowsOut: 0, ms: 0 }];
  return { verdict, explanation, stages } as unknown as Evaluation;
}

const differs = (expected: unknown, actual: unknown): Fate => ({
  stage: 1,
  reason: 'value differs',
  predicate: 'a == b',
  expected,
  actual,
});

describe('fates', () => {
  it('says how a text differs where only its ends do', () => {
    for (const [expected, actual, words] of [
      ['Apps', 'Apps ', 'only space at its ends differs'],
      [['x', 'Apps'], 'AppsV2', 'begins with the value, then has "V2"'],
      ['Apps', 'MyApps', 'ends with the value, after "My"'],
      ['Apps', 'Guest', 'a different value'],
      ['', 'Guest', 'a different value'],
      [7, 8, 'a different value'],
    ] as const)
      assert.equal(fateInWords(differs(expected, actual)), words);
    assert.equal(fateInWords({ stage: 1, reason: 'value differs' }), 'a predicate does not hold');
    const window = { stage: 0, reason: 'outside the window', expected: ['2026-01-02', '2026-01-03'] } as const;
    assert.equal(fateInWords({ ...window, actual: '2026-01-01' }), 'it is older than the window');
    assert.equal(fateInWords({ ...window, actual: '2026-01-04' }), 'it is newer than now');
  });

  it('puts near misses first, and counts them among the dropped', () => {
    const { groups, dropped } = fatesOf(
      rule(test(1), test(2)),
      result(
        [
          { stage: 1, reason: 'reached the result', rows: [0, 1, 2, 3, 4, 5, 60] },
          differs('x', 'y'),
          { ...differs('x', 'y'), near: true },
          { stage: 0, reason: 'below threshold' },
          { stage: 1, reason: 'only compared with' },
        ],
        'alert',
      ),
      5,
    );
    assert.deepEqual(
      groups.map(({ title, tone, count }) => [title, tone, count]),
      [
        ['Near misses', 'doubt', '2'],
        ['In the alert', 'fire', '1'],
        ['Dropped', 'calm', '1'],
        ['Not followed to the end', 'calm', '1'],
      ],
    );
    assert.equal(dropped, '3 records were dropped, 2 of them near misses.');
    assert.equal(groups[0].summary, '1 at stage 1, 1 at stage 2');
    assert.deepEqual(
      groups[0].rows.map(({ record, href }) => [record, href]),
      [
        ['3', '#flow-2'],
        ['4', '/rules/r#stage-0'],
      ],
      'a stage that did not run by itself is one of the rule',
    );
    assert.deepEqual(groups[1].rows[0].rows[4], { ordinal: 5, href: '#row-5' });
    assert.equal(groups[1].rows[0].moreRows, 2);
  });

  it('tells near misses of a single predicate by their texts', () => {
    const kinds = (of: RuleModel) =>
      fatesOf(of, result([differs('Apps', 'Apps2')]), 0).groups.map(({ title }) => title);
    assert.deepEqual(kinds(rule(test(1), test(1), test(2, true))), ['Near misses']);
    assert.deepEqual(kinds(rule(test(1), test(2))), ['Dropped']);
  });

  it('folds many records, and counts what is more', () => {
    const [group] = fatesOf(rule(), result(Array.from({ length: 600 }, () => differs(1, 2))), 0).groups;
    assert.deepEqual([group.rows.length, group.folded.length], [25, 475]);
    assert.match(group.left, /^100 more records/);
  });
});
