import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bare, binary, call, day, long, name, named, parser, query, scalar, slice, string, take } from './reading.js';

const a = name('a');
const b = name('b');
const member = (object: unknown, is: string) => ({ is: 'member', object, name: is });
const element = (object: unknown, index: unknown) => ({ is: 'element', object, index });

const cases: [string, unknown][] = [
  ['a', a],
  ["['two words']", name('two words')],
  ['["x"]', name('x')],
  ['a.b.c', member(member(a, 'b'), 'c')],
  ["a['b']", element(a, string('b'))],
  ['a.["b"].c', member(member(a, 'b'), 'c')],
  ['a.[0]', element(a, long(0))],
  ['a[-1].b', member(element(a, { is: 'unary', operator: '-', operand: long(1) }), 'b')],
  ['f(a).b', member(call('f', a), 'b')],
  ['f()', call('f')],
  ['f(*)', call('f', { is: 'star' })],
  ['f(a, x=1)', { is: 'call', name: 'f', arguments: [{ value: a }, { name: 'x', value: long(1) }] }],
  ['+5', { is: 'unary', operator: '+', operand: long(5) }],
  ['-a', { is: 'unary', operator: '-', operand: a }],
  ['1 + 2 * 3', binary('+', long(1), binary('*', long(2), long(3)))],
  ['(1 + 2) * 3', binary('*', binary('+', long(1), long(2)), long(3))],
  ['a or b and a', binary('or', a, binary('and', b, a))],
  ['not(a)', call('not', a)],
  ['a between (1 .. 1d)', { is: 'between', negated: false, left: a, low: long(1), high: day }],
  ['a !between (1 .. 1d)', { is: 'between', negated: true, left: a, low: long(1), high: day }],
  ['toscalar(T | take 1)', call('toscalar', { is: 'pipeline', source: name('T'), operators: [take(1)] })],
  ['table("T")', call('table', string('T'))],
  ['typeof(long)', { is: 'typeof', type: 'long' }],
  ['x = a', named('x', a)],
  ["['x y'] = a", named('x y', a)],
  ['(x, y) = f(a)', { is: 'named', names: [{ name: 'x' }, { name: 'y' }], compound: true, value: call('f', a) }],
];

for (const [text, expected] of cases) {
  test(text, () => assert.deepEqual(bare(scalar(text)), expected));
}

const signs = ['==', '!=', '=~', '!~', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'];
const words = [
  'contains',
  '!contains',
  'contains_cs',
  '!contains_cs',
  'has',
  '!has',
  'has_cs',
  '!has_cs',
  'startswith',
  '!startswith',
  'startswith_cs',
  '!startswith_cs',
  'endswith',
  '!endswith',
  'endswith_cs',
  '!endswith_cs',
  'hasprefix',
  '!hasprefix',
  'hasprefix_cs',
  '!hasprefix_cs',
  'hassuffix',
  '!hassuffix',
  'hassuffix_cs',
  '!hassuffix_cs',
  'matches regex',
  'and',
  'or',
];
for (const operator of [...signs, ...words]) {
  test(`a ${operator} b`, () => assert.deepEqual(bare(scalar(`a ${operator} b`)), binary(operator, a, b)));
}

for (const [old, current] of [
  ['<>', '!='],
  ['notcontains', '!contains'],
  ['containscs', 'contains_cs'],
  ['notcontainscs', '!contains_cs'],
]) {
  test(`${old} is ${current}`, () => assert.deepEqual(bare(scalar(`a ${old} b`)), binary(current, a, b)));
}

for (const operator of ['in', 'in~', '!in', '!in~', 'has_any', 'has_all']) {
  test(`a ${operator} (...)`, () => {
    assert.deepEqual(bare(scalar(`a ${operator} ("x", b)`)), { is: 'in', operator, left: a, list: [string('x'), b] });
    const table = { is: 'pipeline', source: name('T'), operators: [take(1)] };
    assert.deepEqual(bare(scalar(`a ${operator} (T | take 1)`)), { is: 'in', operator, left: a, list: [table] });
    assert.deepEqual(bare(scalar(`a ${operator} ((T | take 1))`)), { is: 'in', operator, left: a, list: [table] });
  });
}

test('tables behind qualifiers', () => {
  assert.deepEqual(bare(query('database("d").T')), member(call('database', string('d')), 'T'));
  assert.deepEqual(bare(query('workspace("w").T')), member(call('workspace', string('w')), 'T'));
  const database = { ...call('database', string('d')), on: call('cluster', string('c')) };
  assert.deepEqual(bare(query('cluster("c").database("d").T')), member(database, 'T'));
  assert.deepEqual(bare(query('database("d").f(1)')), { ...call('f', long(1)), on: call('database', string('d')) });
});

test('a table alone is a name, behind a leading operator there is no source', () => {
  assert.deepEqual(bare(query('T')), name('T'));
  const print = { is: 'print', columns: [long(1)], parameters: [] };
  assert.deepEqual(bare(query('print 1')), { is: 'pipeline', source: null, operators: [print] });
  assert.deepEqual(bare(query('print 1 | take 1')), { is: 'pipeline', source: null, operators: [print, take(1)] });
});

test('a pipeline is flat, one in parentheses is its own', () => {
  assert.deepEqual(bare(query('T | take 1 | take 2')), {
    is: 'pipeline',
    source: name('T'),
    operators: [take(1), take(2)],
  });
  const inner = { is: 'pipeline', source: name('T'), operators: [take(1)] };
  assert.deepEqual(bare(query('(T | take 1) | take 2')), { is: 'pipeline', source: inner, operators: [take(2)] });
});

test('datatable and externaldata', () => {
  const columns = [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'real' },
  ];
  assert.deepEqual(bare(query('datatable(a:string, b:double)["x", real(null)]')), {
    is: 'datatable',
    columns,
    values: [string('x'), { is: 'literal', type: 'real', value: null }],
  });
  assert.deepEqual(
    bare(
      query(
        'externaldata(a:string, b:real)[@"https://x/1", h"https://x/2"] with (format="csv", ignoreFirstRecord=true)',
      ),
    ),
    {
      is: 'externaldata',
      columns,
      uris: [string('https://x/1'), string('https://x/2')],
      properties: [
        { name: 'format', value: string('csv') },
        { name: 'ignoreFirstRecord', value: { is: 'literal', type: 'bool', value: true } },
      ],
    },
  );
});

test('spans hold the text without white space, comments and outer parentheses', () => {
  const text = 'print  ( a + // first\n f( b , 1 ) ) ';
  const found = query(text);
  assert.ok(found.is === 'pipeline');
  assert.equal(slice(text, found), text.slice(0, -1));
  const [print] = found.operators;
  assert.ok(print.is === 'print');
  const [sum] = print.columns;
  assert.ok(sum.is === 'binary' && sum.right.is === 'call');
  assert.equal(slice(text, sum), 'a + // first\n f( b , 1 )');
  assert.equal(slice(text, sum.right), 'f( b , 1 )');
  assert.equal(slice(text, { span: sum.right.nameSpan }), 'f');
  assert.deepEqual(
    sum.right.arguments.map(({ value }) => slice(text, value)),
    ['b', '1'],
  );
});

test('what has no meaning for us says its name in words', () => {
  assert.deepEqual(bare(query('inline_external_table (a:string) kind=storage dataformat=csv (h"x")')), {
    is: 'unknown',
    construct: 'inline external table',
  });
  const { syntax } = parser.parse('.show tables');
  assert.deepEqual(bare(syntax.statements), [
    { is: 'expression', value: { is: 'unknown', construct: 'custom command' } },
  ]);
});
