import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RRegex } from 'rregex';
import { ProblemError } from '../../../src/base/problem.js';
import { compileRegex } from '../../../src/kql/types/regex.js';

test('a match has offsets in UTF-16 units and all of its groups', () => {
  assert.deepEqual(compileRegex('(é)(x)?(😀)').match('aé😀'), {
    start: 1,
    end: 4,
    groups: ['é😀', 'é', null, '😀'],
  });
  assert.equal(compileRegex('b').match('a'), null);
});

test('groups that took no part keep their places, among named ones and behind parentheses that open none', () => {
  assert.deepEqual(compileRegex('[(](?:x)|\\((?<n>y)?(z)').match('(z')?.groups, ['(z', null, 'z']);
  assert.deepEqual(
    compileRegex('(a)|(b)')
      .matchAll('ab')
      .map((match) => match.groups),
    [
      ['a', 'a', null],
      ['b', null, 'b'],
    ],
  );
});

test('all matches lie one behind the other', () => {
  assert.deepEqual(
    compileRegex('é+|b')
      .matchAll('éébaé')
      .map(({ start, end }) => [start, end]),
    [
      [0, 2],
      [2, 3],
      [4, 5],
    ],
  );
});

test('a replacement takes groups by a backslash and a digit', () => {
  assert.equal(compileRegex('(\\w)(\\w)').replaceAll('éa-b', '\\2\\1$1\\'), 'aé$1\\-b');
});

test('flags are those of the syntax', () => {
  assert.equal(compileRegex('A.*?c', 'i').match('xabcc')?.groups[0], 'abc');
  assert.equal(compileRegex('a.*c', 'U').match('abcc')?.groups[0], 'abc');
});

test('a brace that counts nothing is itself', () => {
  assert.ok(compileRegex('^{a{1}\\{{x}$').isMatch('{a{{x}'));
});

test('a bracket in a class is itself, as classes of classes are', () => {
  assert.ok(compileRegex('^[[]$').isMatch('['));
  assert.ok(compileRegex('^[^[]{1}[[^]$').isMatch('a^'));
  assert.ok(compileRegex('^[a-z&&[^b]]$').isMatch('a'));
  assert.ok(!compileRegex('^[a-z&&[^b]]$').isMatch('b'));
  assert.ok(compileRegex('^[[:digit:][]{x$').isMatch('5{x'));
});

test('what is no pattern is a problem that says why', () => {
  for (const [pattern, why] of [
    ['a(?=b)', /look-ahead/],
    ['(', /unclosed group/],
    ['(a{1000}){1000}', /size limit/],
  ] as const) {
    assert.throws(
      () => compileRegex(pattern),
      (error) => error instanceof ProblemError && error.problem.kind === 'query' && why.test(error.message),
    );
  }
});

test('a pattern works on after many others took its place', () => {
  const first = compileRegex('first(x)?');
  for (let i = 0; i < 600; i++) compileRegex(`pattern ${i}`);
  assert.deepEqual(first.match('a first')?.groups, ['first', null]);
});

test('the shortcut for literals finds what the library finds', () => {
  const patterns = [
    '(?i)ab|BC',
    'ab',
    '(?i)k.b',
    'a(b|c)',
    '(ab|bc)+c',
    '\\.b',
    '[ab]b',
    '(?:a|bc)(?:b|ca)',
    'a{2,}b',
    'éa|B',
    '(?i)ſb',
    'a\ud800?b',
  ];
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', 'k', 'K', '.', 'é', 'ſ', '😀', '\ud800', '\n'),
  });
  for (const pattern of patterns) {
    const library = new RRegex(pattern);
    const ours = compileRegex(pattern);
    fc.assert(fc.property(text, (each) => assert.equal(ours.isMatch(each), library.isMatch(each))));
  }
});
