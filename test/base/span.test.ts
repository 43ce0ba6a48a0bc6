import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positionAt } from '../../src/base/span.js';

test('a position counts lines and columns from one', () => {
  assert.deepEqual(positionAt('abc', 0), { line: 1, column: 1 });
  assert.deepEqual(positionAt('abc', 2), { line: 1, column: 3 });
  assert.deepEqual(positionAt('', 0), { line: 1, column: 1 });
});

test('a line ends at any of the three line ends, and CRLF is one of them', () => {
  assert.deepEqual(positionAt('a\nb', 2), { line: 2, column: 1 });
  assert.deepEqual(positionAt('a\r\nb', 3), { line: 2, column: 1 });
  assert.deepEqual(positionAt('a\rb', 2), { line: 2, column: 1 });
  assert.deepEqual(positionAt('a\r\n\r\nbc', 6), { line: 3, column: 2 });
});

test('the line end belongs to the line it ends', () => {
  assert.deepEqual(positionAt('a\nb', 1), { line: 1, column: 2 });
  assert.deepEqual(positionAt('a\r\nb', 2), { line: 1, column: 3 });
});

test('an offset behind the text is its end', () => {
  assert.deepEqual(positionAt('a\nbc', 99), { line: 2, column: 3 });
});
