import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duplicateId } from '../../src/corpus/duplicate-id.js';
import type { RuleSummary } from '../../src/corpus/index.js';

const rule = (name: string, path: string) => ({ name, path }) as RuleSummary;

test('a rule whose id no other has is no finding', () => {
  assert.deepEqual(duplicateId(rule('One', 'a.yaml'), []), []);
});

test('another rule of the same id makes both doubtful', () => {
  const [{ severity, message }] = duplicateId(rule('One', 'a.yaml'), [rule('Two', 'b.yaml'), rule('One', 'c.yaml')]);
  assert.equal(severity, 'validity');
  assert.match(message, /'Two' in b\.yaml, and 1 more has the same id/);
});

test('a copy of a rule could be better spared', () => {
  const [{ severity, message }] = duplicateId(rule('One', 'a.yaml'), [rule('ONE ', 'b.yaml')]);
  assert.equal(severity, 'quality');
  assert.match(message, /lies in b\.yaml, under the same id/);
});
