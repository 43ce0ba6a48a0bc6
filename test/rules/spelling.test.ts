import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameMeant } from '../../src/rules/spelling.js';

const NAMES = ['InitialAccess', 'Impact', 'Low', 'Lateral', 'Literal'] as const;

test('a name is meant by other case and spaces, by one slip, in a long word by two', () => {
  assert.equal(nameMeant('initial ACCESS', NAMES), 'InitialAccess');
  assert.equal(nameMeant('Intialaccss', NAMES), 'InitialAccess');
  assert.equal(nameMeant('Impcat', NAMES), null);
  assert.equal(nameMeant('Impac', NAMES), 'Impact');
  assert.equal(nameMeant('Lo', NAMES), null);
});

test('a word as near to two names means neither', () => {
  assert.equal(nameMeant('Lateral', NAMES), 'Lateral');
  assert.equal(nameMeant('Liteal', ['Literal', 'Liteals']), null);
});
