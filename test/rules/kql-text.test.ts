import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingBracket, splitAtCommas, withoutComments } from '../../src/rules/kql-text.js';

test('brackets close past strings and comments of every kind', () => {
  const texts = [
    "('a)\\')')",
    '("a)\\")")',
    "(@'\\)')",
    '(@"\\)""")',
    '(```)```)',
    '(~~~)~~~)',
    '(1 // )\n)',
    '([{}()])',
  ];
  for (const text of texts) assert.equal(closingBracket(`${text} )`, 0), text.length, text);
  assert.equal(closingBracket('(', 0), -1);
});

test('commas split outside brackets and strings only', () => {
  assert.deepEqual(splitAtCommas(" a, f(b, c), 'd,e', [1,2] ,, (x"), ['a', 'f(b, c)', "'d,e'", '[1,2]', '(x']);
});

test('comments go, and what looks like one in a string stays', () => {
  assert.equal(withoutComments("a // b 'c\n'https://d' / 2 // e"), "a \n'https://d' / 2 ");
});
