import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attack, tactics, techniqueById } from '../../src/rules/index.js';

test('the enterprise matrix is whole', () => {
  assert.equal(tactics.length, 14);
  assert.deepEqual(
    [tactics[0], tactics[11]],
    [
      { id: 'TA0043', name: 'Reconnaissance', title: 'Reconnaissance' },
      { id: 'TA0011', name: 'CommandAndControl', title: 'Command and Control' },
    ],
  );
  const names = new Set(tactics.map((tactic) => tactic.name));
  for (const technique of attack.techniques) {
    assert.match(technique.id, /^T\d{4}(\.\d{3})?$/);
    assert.ok(technique.tactics.length > 0 && technique.tactics.every((name) => names.has(name)), technique.id);
  }
});

test('techniques are found by id, and retired ones name what took their place', () => {
  assert.deepEqual(techniqueById('T1020'), { id: 'T1020', name: 'Automated Exfiltration', tactics: ['Exfiltration'] });
  assert.equal(techniqueById('T1002')?.by, 'T1560');
  assert.equal(techniqueById('T0000'), undefined);
});
