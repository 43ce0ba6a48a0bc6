import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  hasAnyTerm,
  hasTerm,
  termPrefix,
  termSuffix,
  wholeTerm,
} from '../../../../src/kql/scalar-operators/string/terms.js';

/** The definition, told the slow way: some place where the needle stands and no term goes on across an end that must be one. */
function slowly(text: string, needle: string, left: boolean, right: boolean): boolean {
  const isTerm = (character: string | undefined) => character !== undefined && /^[\p{L}\p{N}]$/u.test(character);
  const characters = [...text];
  const wanted = [...needle];
  for (let at = 0; at + wanted.length <= characters.length; at++) {
    const part = characters.slice(at, at + wanted.length);
    if (!part.every((character, i) => character.toUpperCase() === wanted[i].toUpperCase())) continue;
    const runsOnBefore = isTerm(part[0]) && isTerm(characters[at - 1]);
    const runsOnAfter = isTerm(part.at(-1)) && isTerm(characters[at + part.length]);
    if (!(left && runsOnBefore) && !(right && runsOnAfter)) return true;
  }
  return needle === '';
}

const unit = fc.constantFrom('a', 'A', 'b', '1', '_', ' ', '-', '.', 'é', 'É', '😀', '𝐀', '\u0301');
const text = fc.string({ unit, maxLength: 12 });
const needle = fc.string({ unit, maxLength: 3 });

test('has, hasprefix and hassuffix are their definition', () => {
  for (const ends of [wholeTerm, termPrefix, termSuffix]) {
    fc.assert(
      fc.property(text, needle, (each, wanted) =>
        assert.equal(hasTerm(wanted, ends, false)(each), slowly(each, wanted, ends.left, ends.right)),
      ),
      { numRuns: 2000 },
    );
  }
});

test('any of several needles is one of them', () => {
  fc.assert(
    fc.property(text, fc.array(needle, { maxLength: 4 }), (each, needles) =>
      assert.equal(
        hasAnyTerm(needles, wholeTerm, false)(each),
        needles.some((wanted) => slowly(each, wanted, true, true)),
      ),
    ),
    { numRuns: 2000 },
  );
});

test('many needles are found as few are', () => {
  const needles = Array.from({ length: 1000 }, (_, i) => `needle${i}`);
  const test = hasAnyTerm(needles, wholeTerm, false);
  assert.ok(test('a NEEDLE999 b'));
  assert.ok(!test('a needle1000 b'));
});
