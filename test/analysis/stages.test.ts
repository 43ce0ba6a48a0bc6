import assert from 'node:assert/strict';
import test from 'node:test';
import { analysed } from './queries.js';

function cut(query: string): string[] {
  const { stages } = analysed(query);
  assert.equal(stages.map((stage) => stage.text).join(''), query);
  for (const { text, span } of stages) assert.equal(query.slice(span.start, span.end), text);
  assert.deepEqual(
    stages.map((stage) => stage.index),
    stages.map((_, place) => place),
  );
  return stages.map(({ kind, text, steps }) => `${kind} ${steps} ${text}`);
}

test('a stage begins at its bar and ends before the next', () => {
  assert.deepEqual(cut('T\n| where a == 1\n| project a'), [
    'source 1 T\n',
    'where 1 | where a == 1\n',
    'project 1 | project a',
  ]);
});

test('consecutive like operators are one stage', () => {
  assert.deepEqual(cut('T | where a == 1 | where b == 2 | extend c = 1 | where d == 3'), [
    'source 1 T ',
    'where 2 | where a == 1 | where b == 2 ',
    'extend 1 | extend c = 1 ',
    'where 1 | where d == 3',
  ]);
});

test('two joins are two stages', () => {
  assert.deepEqual(cut('T | join U on a | join V on a'), [
    'source 1 T ',
    'join 1 | join U on a ',
    'join 1 | join V on a',
  ]);
});

test('lets are one stage before the source', () => {
  assert.deepEqual(cut('let a = 1;\nlet b = 2;\nT | take 1;\n'), [
    'let 2 let a = 1;\nlet b = 2;\n',
    'source 1 T ',
    'take 1 | take 1;\n',
  ]);
});

test('a bar in a comment or in text begins no stage', () => {
  assert.deepEqual(cut("// a | b\nT // c | d\n| where a == '|' // e\n| // f | g\n take 1"), [
    'source 1 // a | b\nT // c | d\n',
    "where 1 | where a == '|' // e\n",
    'take 1 | // f | g\n take 1',
  ]);
});

test('a leading operator and a pipeline in parentheses are sources', () => {
  assert.deepEqual(cut('union A, B | count'), ['source 1 union A, B ', 'count 1 | count']);
  assert.deepEqual(cut('(A | where x == 1) | count'), ['source 1 (A | where x == 1) ', 'count 1 | count']);
});

test('a text without a query is kept whole', () => {
  assert.deepEqual(cut('let a = 1;'), ['let 1 let a = 1;']);
  assert.deepEqual(cut('// nothing'), ['source 1 // nothing']);
  assert.deepEqual(cut(''), []);
});

test('a where stage has the conditions of all its steps', () => {
  const [, where] = analysed('T | where a == 1 | where b == 2 and c == 3').stages;
  assert.ok(where.predicates?.is === 'and');
  assert.deepEqual(
    where.predicates.parts.map((part) => part.is === 'predicate' && part.field),
    ['a', 'b', 'c'],
  );
});
