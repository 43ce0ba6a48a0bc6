import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { slugsOf } from '../../src/corpus/slugs.js';

test('the first rule of an id has it as its slug, the others a number', () => {
  assert.deepEqual(slugsOf(['a', 'b', 'A', 'a']), ['a', 'b', 'A~2', 'a~3']);
});

test('a number never makes a slug that a rule has as its id', () => {
  assert.deepEqual(slugsOf(['a', 'a', 'a~2']), ['a', 'a~3', 'a~2']);
});

test('every rule is reachable: no two slugs are the same in any case', () => {
  const id = fc.constantFrom('a', 'A', 'b', 'a~2', 'A~3', 'a~2~2', 'b~2');
  fc.assert(
    fc.property(fc.array(id, { maxLength: 12 }), (ids) => {
      assert.equal(new Set(slugsOf(ids).map((slug) => slug.toLowerCase())).size, ids.length);
    }),
  );
});
