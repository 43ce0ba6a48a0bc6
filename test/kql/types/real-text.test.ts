import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { realText } from '../../../src/kql/types/real-text.js';

test('reals print as the real engine prints them', () => {
  for (const [value, expected] of [
    [1, '1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [1500, '1500.0'],
    [-2.5, '-2.5'],
    [0.0015, '0.0015'],
    [1e11, '100000000000.0'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'NaN'],
    [0.1 + 0.2, '0.30000000000000007'],
    [-(0.1 + 0.2), '-0.30000000000000007'],
    [10.000000000000002, '10.000000000000002'],
    [9.999999999999998, '9.999999999999999'],
    [11.000000000000002, '11.000000000000002'],
  ] as const) {
    assert.equal(realText(value), expected);
  }
});

test('a printed real reads back, is as short as can be, and no larger one as short does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-5, max: 1e20 }), (value) => {
      const text = realText(value);
      assert.equal(Number(text), value);
      const significant = (number: string) => number.replace('.', '').replace(/^0+|0+$/g, '').length;
      assert.equal(significant(text), significant(String(value)));
      const places = /\.(\d+)$/.exec(text)?.[1].length ?? 0;
      if (significant(text) >= 16 && !text.endsWith('.0')) {
        const next = (BigInt(text.replace('.', '')) + 1n).toString().padStart(places + 1, '0');
        assert.notEqual(Number(`${next.slice(0, -places)}.${next.slice(-places)}`), value);
      }
    }),
  );
});
