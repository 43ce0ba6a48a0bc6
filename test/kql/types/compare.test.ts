import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareValues, keyOf } from '../../../src/kql/types/compare.js';
import { KustoDecimal } from '../../../src/kql/types/convert.js';
import type { ScalarType } from '../../../src/kql/types/scalar-type.js';
import { type Value, WholeReal } from '../../../src/kql/types/value.js';

function ascends(type: ScalarType, values: readonly Value[]): void {
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < values.length; j++) {
      assert.equal(
        compareValues(values[i], values[j], type),
        Math.sign(i - j),
        `${String(values[i])} and ${String(values[j])}`,
      );
    }
  }
}

test('each type has its order', () => {
  ascends('bool', [false, true]);
  ascends('int', [-2, 0, 7]);
  ascends('long', [-(2n ** 63n), 9007199254740992n, 9007199254740993n]);
  ascends('real', [Number.NaN, Number.NEGATIVE_INFINITY, -1.5, 0, 1e-300, Number.POSITIVE_INFINITY]);
  ascends('decimal', [new KustoDecimal('-1'), new KustoDecimal('0.1'), new KustoDecimal('0.10000000000000000001')]);
  ascends('datetime', [0n, 3_155_378_975_999_999_999n]);
  ascends('guid', ['00000000-0000-0000-0000-000000000000', 'ffffffff-0000-0000-0000-000000000000']);
  assert.equal(compareValues(-0, 0, 'real'), 0);
});

test('text is ordered by code point, not by UTF-16 unit and not by language', () => {
  ascends('string', ['', 'CAFE', 'Café', 'a', 'aa', 'b', 'cafe', 'café', '\ufffd', '😀', '😀a', '😁']);
});

test('the order of text is that of its UTF-8 bytes', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(compareValues(a, b, 'string'), Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('equal values share a key, different ones do not', () => {
  const groups: [ScalarType, Value[][]][] = [
    ['real', [[Number.NaN, Number.NaN], [0, -0], [1.5]]],
    [
      'decimal',
      [
        [new KustoDecimal('1.50'), new KustoDecimal('1.5')],
        [new KustoDecimal('-0'), new KustoDecimal('0')],
      ],
    ],
    ['long', [[1n], [9007199254740992n], [9007199254740993n]]],
    [
      'dynamic',
      [[1], ['1'], [new WholeReal(1)], [true], ['true'], [[1, 2]], [[2, 1]], [{ a: 1 }, { a: 1 }], ['{"a":1}'], [null]],
    ],
    ['string', [['a'], ['A'], ['']]],
  ];
  for (const [type, classes] of groups) {
    const ids = new Map<unknown, number>();
    classes.forEach((values, id) => {
      assert.ok(!ids.has(keyOf(values[0], type)), `${type} ${String(values[0])}`);
      for (const value of values) ids.set(keyOf(value, type), id);
    });
    assert.equal(ids.size, classes.length, type);
  }
});
