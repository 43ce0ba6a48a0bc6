import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logShare, rarity, share } from '../../../src/web/helpers/bar.js';
import { cellOf } from '../../../src/web/helpers/cell.js';
import { durationInWords, lastInWords } from '../../../src/web/helpers/duration.js';
import { nearest } from '../../../src/web/helpers/nearest.js';
import { valueText } from '../../../src/web/helpers/operator.js';
import { conditionNode } from '../../../src/web/helpers/predicates.js';
import { threadPath } from '../../../src/web/helpers/thread.js';
import { listed, moment, quantity, tacticTitle } from '../../../src/web/helpers/words.js';

describe('words', () => {
  it('says lengths of time in their largest whole unit', () => {
    const cases = {
      '6h': '6 hours',
      '1d': '1 day',
      '24h': '1 day',
      '90m': '90 minutes',
      PT5M: '5 minutes',
      P1DT12H: '36 hours',
      soon: 'soon',
    };
    for (const [declared, words] of Object.entries(cases)) assert.equal(durationInWords(declared), words);
    assert.equal(lastInWords('1h'), 'hour');
    assert.equal(lastInWords('14d'), '14 days');
  });

  it('counts, lists and names', () => {
    assert.deepEqual(
      [quantity(1, 'rule'), quantity(2847, 'rule'), quantity(0, 'rule')],
      ['1 rule', '2,847 rules', '0 rules'],
    );
    assert.deepEqual([listed([]), listed(['a']), listed(['a', 'b', 'c'])], ['', 'a', 'a, b and c']);
    assert.deepEqual([tacticTitle('CommandAndControl'), tacticTitle('Impact')], ['Command and Control', 'Impact']);
    assert.equal(moment('2026-11-24T03:52:40.1234567Z'), '24 Nov 2026, 03:52 UTC');
  });

  it('makes what cannot be seen visible', () => {
    assert.equal(valueText(' a b  '), '\u2423a b\u2423\u2423');
    assert.equal(valueText(''), '(empty text)');
    assert.equal(valueText(false), 'false');
    assert.deepEqual(cellOf(null), { text: 'missing', missing: true });
    assert.deepEqual(cellOf(0), { text: '0', missing: false });
    assert.deepEqual(cellOf({ a: [1] }), { text: '{"a":[1]}', missing: false });
    assert.equal(cellOf('x'.repeat(500)).text, `${'x'.repeat(400)}\u2026`);
  });

  it('draws bars from nothing to full', () => {
    assert.deepEqual([logShare(0, 100), logShare(100, 100), logShare(500, 100)], [0, 100, 100]);
    assert.ok(logShare(1, 2000) > 5, 'one rule can be seen');
    assert.deepEqual([share(1, 4), share(0, 0)], [25, 0]);
    assert.deepEqual(rarity(0, 50), { words: 'only here', unique: true, width: 0 });
  });

  it('narrows the thread by the rows that are left, to a hair for none', () => {
    assert.equal(threadPath(10, 5, 10), 'M10 0H54L43 60V100H21V60z');
    assert.equal(threadPath(10, 0, 10), 'M10 0H54L32.3 60V100H31.7V60z');
  });

  it('finds names few edits away, beginnings first', () => {
    const names = ['SigninLogs', 'SenservaPro_CL', 'Syslog', 'AADNonInteractiveUserSignInLogs'];
    const near = (typed: string) => nearest(typed, names, (name) => name);
    assert.deepEqual(near('SenservaPro_CI'), ['SenservaPro_CL']);
    assert.deepEqual(near('signin'), ['SigninLogs', 'AADNonInteractiveUserSignInLogs']);
    assert.deepEqual(near('zzzzzzzz'), []);
    assert.deepEqual(near(''), []);
  });

  it('makes one list of nested groups of a kind, and keeps other nesting', () => {
    const span = { start: 0, end: 0 };
    const other = (text: string) => ({ is: 'opaque' as const, text, span });
    const node = conditionNode({
      is: 'and',
      span,
      parts: [
        other('a'),
        { is: 'and', span, parts: [other('b'), { is: 'or', span, parts: [other('c'), other('d')] }] },
      ],
    });
    assert.equal(node.group?.words, 'all of');
    assert.deepEqual(
      node.group?.parts.map((part) => part.other ?? part.group?.words),
      ['a', 'b', 'any of'],
    );
  });

  it('negates a single test on its line, and groups what is negated together', () => {
    const span = { start: 0, end: 0 };
    const other = (text: string) => ({ is: 'opaque' as const, text, span });
    assert.deepEqual(conditionNode({ is: 'not', span, parts: [other('a')] }), { other: 'a', negated: true });
    const twice = conditionNode({ is: 'not', span, parts: [{ is: 'not', span, parts: [other('a')] }] });
    assert.deepEqual(
      [twice.negated, twice.group?.not, twice.group?.parts],
      [undefined, true, [{ other: 'a', negated: true }]],
    );
    const both = conditionNode({ is: 'not', span, parts: [{ is: 'or', span, parts: [other('a'), other('b')] }] });
    assert.deepEqual([both.group?.not, both.group?.parts[0].group?.words], [true, 'any of']);
  });
});
