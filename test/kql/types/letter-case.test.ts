import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldCase, isAscii, lowerCase, upperCase } from '../../../src/kql/types/letter-case.js';

test('case is mapped one character at a time', () => {
  assert.equal(upperCase('straße ǰ é'), 'STRAßE ǰ É');
  assert.equal(lowerCase('ΟΔΟΣ'), 'οδοσ');
  assert.equal(upperCase('\u{10428}'), '\u{10400}');
});

test('no letter beyond ASCII becomes one of ASCII', () => {
  assert.equal(lowerCase('\u212a'), '\u212a');
  assert.notEqual(foldCase('\u017f'), foldCase('s'));
  assert.notEqual(foldCase('\u0131'), foldCase('i'));
});

test('texts are equal in any case exactly where a pattern without regard to case finds them so', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'A', 'é', 'É', 'ß', 'ſ', 's', 'K', '\u212a', 'σ', 'ς', 'Σ', 'ǰ'),
    maxLength: 3,
  });
  fc.assert(
    fc.property(letters, letters, (a, b) =>
      assert.equal(foldCase(a) === foldCase(b), new RegExp(`^${a}$`, 'i').test(b)),
    ),
  );
});

test('ASCII ends at 127', () => {
  assert.ok(isAscii('\x00\x7f\n'));
  assert.ok(!isAscii('a\x80'));
});
