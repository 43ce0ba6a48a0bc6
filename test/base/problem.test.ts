import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invariant, unreachable } from '../../src/base/invariant.js';
import { ProblemError } from '../../src/base/problem.js';

test('an invariant throws only when it is broken, and says which', () => {
  invariant('a name', 'a rule has a name');
  assert.throws(() => invariant(0, 'the batch has rows'), /Invariant broken: the batch has rows/);
});

test('a branch that cannot be reached says what reached it', () => {
  assert.throws(() => unreachable({ kind: 'sideways' } as never), /unexpected \{"kind":"sideways"\}/);
});

test('a problem on its way out of deep code is still an error with a message', () => {
  const problem = { code: 'TT1', kind: 'limit', message: 'too many rows' } as const;
  const error = new ProblemError(problem);
  assert.ok(error instanceof Error);
  assert.equal(error.message, 'too many rows');
  assert.equal(error.problem, problem);
});
