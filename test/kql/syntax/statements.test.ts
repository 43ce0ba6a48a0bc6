import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bare, long, name, parser, slice, statements, string, take } from './reading.js';

const expression = (value: unknown) => ({ is: 'expression', value });

test('a let of a value, with the span of its name', () => {
  const text = 'let x = 5 ;\nT';
  const [found, last] = statements(text);
  assert.deepEqual(bare(found), { is: 'let', name: 'x', value: long(5) });
  assert.ok(found.is === 'let');
  assert.equal(slice(text, found), 'let x = 5');
  assert.equal(slice(text, { span: found.nameSpan }), 'x');
  assert.deepEqual(bare(last), expression(name('T')));
});

test('a let of a function', () => {
  const text = 'let f = (a:string, n:long=5, T:(*), U:(b:string, c:real)) { let y = n; T | take 1 };';
  const [found] = statements(text);
  assert.deepEqual(bare(found), {
    is: 'let',
    name: 'f',
    value: {
      is: 'function',
      parameters: [
        { name: 'a', type: 'string' },
        { name: 'n', type: 'long', default: long(5) },
        { name: 'T', star: true },
        {
          name: 'U',
          columns: [
            { name: 'b', type: 'string' },
            { name: 'c', type: 'real' },
          ],
        },
      ],
      view: false,
      body: [
        { is: 'let', name: 'y', value: name('n') },
        expression({ is: 'pipeline', source: name('T'), operators: [take(1)] }),
      ],
    },
  });
});

test('a view, and materialize', () => {
  assert.deepEqual(bare(statements('let v = view () { T }; let m = materialize(T);')), [
    { is: 'let', name: 'v', value: { is: 'function', parameters: [], view: true, body: [expression(name('T'))] } },
    { is: 'let', name: 'm', value: { is: 'call', name: 'materialize', arguments: [{ value: name('T') }] } },
  ]);
});

test('set and declare query_parameters', () => {
  assert.deepEqual(bare(statements('set notruncation; set x = 3; declare query_parameters(a:string="x", b:long); T')), [
    { is: 'set', name: 'notruncation', value: null },
    { is: 'set', name: 'x', value: long(3) },
    {
      is: 'query_parameters',
      parameters: [
        { name: 'a', type: 'string', default: string('x') },
        { name: 'b', type: 'long' },
      ],
    },
    expression(name('T')),
  ]);
});

test('statements that say where tables are, and which may be seen', () => {
  const text = 'alias database d = cluster("c").database("d"); restrict access to (T); declare pattern P; T';
  assert.deepEqual(bare(statements(text).slice(0, 3)), [
    { is: 'alias' },
    { is: 'unknown', construct: 'restrict statement' },
    { is: 'pattern', name: 'P', matches: [] },
  ]);
});

test('a pattern has a body for each tuple of texts', () => {
  const text = 'declare pattern P = (a:string)[b:string] { ("x").["y"] = { T }; }; T';
  const parameters = [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'string' },
  ];
  const body = { is: 'function', parameters, view: false, body: [expression(name('T'))] };
  assert.deepEqual(bare(statements(text).slice(0, 1)), [
    { is: 'pattern', name: 'P', matches: [{ values: ['x'], path: 'y', body }] },
  ]);
});

test('the parameters of a function', () => {
  const text = '(since:datetime=datetime(null), T:(*), n:int=-5)';
  const { parameters, problems } = parser.parseParameters(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(bare(parameters), [
    { name: 'since', type: 'datetime', default: { is: 'literal', type: 'datetime', value: null } },
    { name: 'T', star: true },
    { name: 'n', type: 'int', default: long(-5) },
  ]);
  assert.deepEqual(
    parameters.map((parameter) => slice(text, parameter)),
    ['since:datetime=datetime(null)', 'T:(*)', 'n:int=-5'],
  );
});

test('parameters that are none', () => {
  for (const text of ['', 'a:string', '(a:string) x']) {
    assert.deepEqual(
      parser.parseParameters(text).problems.map(({ kind }) => kind),
      ['syntax'],
      text,
    );
  }
  assert.deepEqual(
    parser.parseParameters('(a:string').problems.map(({ code }) => code),
    ['KS005'],
  );
});
