import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bare, binary, call, day, long, name, named, operators, slice, string } from './reading.js';

const a = name('a');
const b = name('b');
const wild = (pattern: string) => ({ is: 'name', name: pattern, wildcard: true });

/** Operators that begin a pipeline, as typed, and what they are, without `parameters` where they have none. */
const leading: [string, Record<string, unknown>][] = [
  ['print a, x = b', { is: 'print', columns: [a, named('x', b)] }],
  ['range x from 1 to 9 step 1d', { is: 'range', name: 'x', from: long(1), to: long(9), step: day }],
  ['union U, V', { is: 'union', inputs: [name('U'), name('V')] }],
  ['search in (U, V) "x"', { is: 'search', tables: [name('U'), name('V')], predicate: string('x') }],
  ['find "x"', { is: 'find', tables: [], predicate: string('x'), project: null, away: null }],
  [
    'find withsource=S in (U, V*) where a == 1 project a, b:string, pack(*)',
    {
      is: 'find',
      tables: [name('U'), wild('V*')],
      predicate: binary('==', a, long(1)),
      project: [a, binary(':', b, { is: 'typeof', type: 'string' }), call('pack', { is: 'star' })],
      away: null,
      parameters: [{ name: 'withsource', value: name('S') }],
    },
  ],
  [
    'find where a == 1 project-smart',
    { is: 'find', tables: [], predicate: binary('==', a, long(1)), project: 'smart', away: null },
  ],
];

for (const [text, expected] of leading) {
  test(text, () => {
    const found = operators(text);
    assert.deepEqual(bare(found), [{ parameters: [], ...expected }]);
    assert.equal(slice(text, found[0]), text);
  });
}
