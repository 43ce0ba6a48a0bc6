import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexedWords, wholeWords } from '../../src/search/words.js';

test('addresses, identifiers, paths and ids stay whole', () => {
  assert.deepEqual(wholeWords('from 10.1.2.7, ControlName_s == "x" (T1078.004): C:\\Windows\\a.exe.'), [
    'from',
    '10.1.2.7',
    'ControlName_s',
    'x',
    'T1078.004',
    'C:\\Windows\\a.exe',
  ]);
});

test('an identifier is found whole, by its parts and by its humps', () => {
  assert.deepEqual(indexedWords('SenservaPro_CL').sort(), ['cl', 'pro', 'senserva', 'senservapro', 'senservapro_cl']);
  assert.deepEqual(indexedWords('IPAddress').sort(), ['address', 'ip', 'ipaddress']);
  assert.deepEqual(indexedWords('third-party').sort(), ['party', 'third', 'third-party']);
});

test('the numbers within an address or an id say nothing alone', () => {
  assert.deepEqual(indexedWords('10.1.2.7'), ['10.1.2.7']);
  assert.deepEqual(indexedWords('T1078.004').sort(), ['t1078', 't1078.004']);
  assert.deepEqual(indexedWords('4625'), ['4625']);
});

test('whatever is typed, each whole word is among the indexed ones', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const indexed = new Set(indexedWords(text));
      for (const word of wholeWords(text)) assert.ok(indexed.has(word.toLowerCase()), word);
    }),
  );
});
