import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bare, binary, bool, call, day, long, name, named, operators, slice, string, take } from './reading.js';

const [a, b, c] = ['a', 'b', 'c'].map(name);
const wild = (pattern: string) => ({ is: 'name', name: pattern, wildcard: true });
const parameter = (is: string, value: unknown) => ({ name: is, value });
const where = (predicate: unknown) => ({ is: 'where', predicate, parameters: [] });
const count = { is: 'count', parameters: [] };
const typed = (is: string, type: string) => ({ name: is, type });

/** An operator as typed, and what it is, without `parameters` where it has none. */
const cases: [string, Record<string, unknown>][] = [
  ['where a == 1', { is: 'where', predicate: binary('==', a, long(1)) }],
  ['filter a', { is: 'where', predicate: a }],
  ['extend x = a, b', { is: 'extend', columns: [named('x', a), b] }],
  ['project a, x = b', { is: 'project', columns: [a, named('x', b)] }],
  ['project-away a, b*', { is: 'project-away', columns: [a, wild('b*')] }],
  ['project-keep *a', { is: 'project-keep', columns: [wild('*a')] }],
  ['project-rename x = a', { is: 'project-rename', columns: [named('x', a)] }],
  [
    'project-reorder a*, b desc',
    { is: 'project-reorder', columns: [{ value: wild('a*') }, { value: b, direction: 'desc' }] },
  ],
  ['project-by-names "a", "b*"', { is: 'project-by-names', columns: [string('a'), string('b*')] }],
  ['distinct *', { is: 'distinct', columns: [{ is: 'star' }] }],
  ['distinct a, b', { is: 'distinct', columns: [a, b] }],
  ['serialize x = a', { is: 'serialize', columns: [named('x', a)] }],
  ['summarize by a', { is: 'summarize', aggregates: [], by: [a] }],
  ['summarize count()', { is: 'summarize', aggregates: [call('count')], by: null }],
  [
    'summarize hint.strategy=shuffle x = count() by a, bin(b, 1d)',
    {
      is: 'summarize',
      aggregates: [named('x', call('count'))],
      by: [a, call('bin', b, day)],
      parameters: [parameter('hint.strategy', name('shuffle'))],
    },
  ],
  ['count', { is: 'count' }],
  ['count as n', { is: 'count', as: 'n' }],
  ['sort by a, b asc nulls last', { is: 'sort', by: [{ value: a }, { value: b, direction: 'asc', nulls: 'last' }] }],
  ['order by a desc', { is: 'sort', by: [{ value: a, direction: 'desc' }] }],
  ['sort by a nulls first', { is: 'sort', by: [{ value: a, nulls: 'first' }] }],
  ['top 5 by a asc', { is: 'top', count: long(5), by: [{ value: a, direction: 'asc' }] }],
  ['limit 5', { is: 'take', count: long(5) }],
  ['sample 5', { is: 'sample', count: long(5) }],
  ['sample-distinct 5 of a', { is: 'sample-distinct', count: long(5), of: a }],
  ['top-hitters 5 of a', { is: 'top-hitters', count: long(5), of: a, by: null }],
  ['top-hitters 5 of a by b', { is: 'top-hitters', count: long(5), of: a, by: b }],
  [
    'top-nested 3 of a with others="rest" by x = count() desc, top-nested of b by max(c)',
    {
      is: 'top-nested',
      clauses: [
        { count: long(3), of: a, others: string('rest'), by: named('x', call('count')), direction: 'desc' },
        { count: null, of: b, others: null, by: call('max', c) },
      ],
    },
  ],
  [
    'join kind=leftouter (U) on a, $left.b == $right.c',
    {
      is: 'join',
      right: name('U'),
      on: [
        a,
        binary(
          '==',
          { is: 'member', object: name('$left'), name: 'b' },
          { is: 'member', object: name('$right'), name: 'c' },
        ),
      ],
      parameters: [parameter('kind', name('leftouter'))],
    },
  ],
  [
    'join (U | take 1) on a',
    { is: 'join', right: { is: 'pipeline', source: name('U'), operators: [take(1)] }, on: [a] },
  ],
  [
    'lookup kind=inner U on a',
    { is: 'lookup', right: name('U'), on: [a], parameters: [parameter('kind', name('inner'))] },
  ],
  [
    'union kind=outer withsource=S isfuzzy=true U, (V | take 1), W*',
    {
      is: 'union',
      inputs: [name('U'), { is: 'pipeline', source: name('V'), operators: [take(1)] }, wild('W*')],
      parameters: [
        parameter('kind', name('outer')),
        parameter('withsource', name('S')),
        parameter('isfuzzy', bool(true)),
      ],
    },
  ],
  [
    'mv-expand bagexpansion=array with_itemindex=i a, x = b to typeof(long) limit 5',
    {
      is: 'mv-expand',
      columns: [
        { value: a, type: null },
        { value: named('x', b), type: 'long' },
      ],
      limit: long(5),
      parameters: [parameter('bagexpansion', name('array')), parameter('with_itemindex', name('i'))],
    },
  ],
  ['mvexpand a', { is: 'mv-expand', columns: [{ value: a, type: null }], limit: long(128) }],
  [
    'mv-apply x = a to typeof(string) limit 5 on (where x | take 1)',
    {
      is: 'mv-apply',
      columns: [{ value: named('x', a), type: 'string' }],
      limit: long(5),
      body: [where(name('x')), take(1)],
      contextId: null,
    },
  ],
  [
    'parse kind=regex flags=i a with * "x" b:long "y" c',
    {
      is: 'parse',
      value: a,
      pattern: [
        { is: 'star' },
        { is: 'text', value: string('x') },
        { is: 'capture', name: 'b', type: 'long' },
        { is: 'text', value: string('y') },
        { is: 'capture', name: 'c', type: null },
      ],
      parameters: [parameter('kind', name('regex')), parameter('flags', name('i'))],
    },
  ],
  [
    'parse-where a with "x" b',
    {
      is: 'parse-where',
      value: a,
      pattern: [
        { is: 'text', value: string('x') },
        { is: 'capture', name: 'b', type: null },
      ],
    },
  ],
  [
    'parse-kv a as (b:string, c:int) with (pair_delimiter=" ", greedy=true)',
    {
      is: 'parse-kv',
      value: a,
      columns: [typed('b', 'string'), typed('c', 'int')],
      properties: [parameter('pair_delimiter', string(' ')), parameter('greedy', bool(true))],
    },
  ],
  [
    'make-series x = count() default=0, sum(a) on b from 1 to 9 step 1d by c',
    {
      is: 'make-series',
      aggregates: [
        { value: named('x', call('count')), default: long(0) },
        { value: call('sum', a), default: null },
      ],
      on: b,
      from: long(1),
      to: long(9),
      step: day,
      range: null,
      by: [c],
    },
  ],
  [
    'make-series count() on b in range(1, 9, 1d)',
    {
      is: 'make-series',
      aggregates: [{ value: call('count'), default: null }],
      on: b,
      from: null,
      to: null,
      step: null,
      range: [long(1), long(9), day],
      by: null,
    },
  ],
  [
    'make-series count() on b step 1d',
    {
      is: 'make-series',
      aggregates: [{ value: call('count'), default: null }],
      on: b,
      from: null,
      to: null,
      step: day,
      range: null,
      by: null,
    },
  ],
  ['search "x"', { is: 'search', tables: [], predicate: string('x') }],
  [
    'search kind=case_sensitive a:"x" and b > 1',
    {
      is: 'search',
      tables: [],
      predicate: binary('and', binary(':', a, string('x')), binary('>', b, long(1))),
      parameters: [parameter('kind', name('case_sensitive'))],
    },
  ],
  ['facet by a, b with (where c | take 5)', { is: 'facet', by: [a, b], body: [where(c), take(5)] }],
  ['facet by a with take 5', { is: 'facet', by: [a], body: [take(5)] }],
  ['facet by a', { is: 'facet', by: [a], body: null }],
  [
    'fork x = (where a | take 2) (count)',
    {
      is: 'fork',
      branches: [
        { name: 'x', body: [where(a), take(2)] },
        { name: null, body: [count] },
      ],
    },
  ],
  [
    'partition hint.strategy=native by a (where b | count)',
    {
      is: 'partition',
      by: a,
      body: [where(b), count],
      scope: null,
      parameters: [parameter('hint.strategy', name('native'))],
    },
  ],
  [
    'partition by a { U | count }',
    { is: 'partition', by: a, body: { is: 'pipeline', source: name('U'), operators: [count] }, scope: null },
  ],
  ['reduce by a with characters="-"', { is: 'reduce', by: a, with: [parameter('characters', string('-'))] }],
  [
    'render timechart with (title="x", kind=stacked)',
    {
      is: 'render',
      chart: 'timechart',
      properties: [parameter('title', string('x')), parameter('kind', name('stacked'))],
    },
  ],
  ['render piechart title="x"', { is: 'render', chart: 'piechart', properties: [parameter('title', string('x'))] }],
  [
    'render linechart with (ycolumns=a, b, xcolumn=c)',
    {
      is: 'render',
      chart: 'linechart',
      properties: [parameter('ycolumns', string('a,b')), parameter('xcolumn', name('c'))],
    },
  ],
  ['getschema', { is: 'getschema' }],
  ['getschema kind=csl', { is: 'getschema', parameters: [parameter('kind', name('csl'))] }],
  ['consume', { is: 'consume' }],
  ['as hint.materialized=true X', { is: 'as', name: 'X', parameters: [parameter('hint.materialized', bool(true))] }],
  ['invoke f(1)', { is: 'invoke', call: call('f', long(1)), schema: null }],
  ['evaluate bag_unpack(a, "p")', { is: 'evaluate', call: call('bag_unpack', a, string('p')), schema: null }],
  [
    'evaluate f() : (a:string)',
    { is: 'evaluate', call: call('f'), schema: { is: 'typeof', columns: [typed('a', 'string')] } },
  ],
  [
    'evaluate f() : (*, a:string)',
    { is: 'evaluate', call: call('f'), schema: { is: 'typeof', columns: [typed('a', 'string')], star: true } },
  ],
  ['assert-schema (a:string)', { is: 'assert-schema', schema: { is: 'typeof', columns: [typed('a', 'string')] } }],
  [
    'scan with_match_id=m order by a asc partition by b declare (x:long=5, y:string) with (step s1 optional output=all: a == 1 => x = 1, y = "z"; step s2: true;)',
    {
      is: 'scan',
      orderBy: [{ value: a, direction: 'asc' }],
      partitionBy: [b],
      declare: [
        { ...typed('x', 'long'), default: long(5) },
        { ...typed('y', 'string'), default: null },
      ],
      steps: [
        {
          name: 's1',
          optional: true,
          output: 'all',
          condition: binary('==', a, long(1)),
          assignments: [
            { name: 'x', value: long(1) },
            { name: 'y', value: string('z') },
          ],
        },
        { name: 's2', optional: false, output: null, condition: bool(true), assignments: [] },
      ],
      parameters: [parameter('with_match_id', name('m'))],
    },
  ],
  [
    'make-graph a --> b with U on c, V on a',
    {
      is: 'make-graph',
      source: a,
      target: b,
      nodes: [
        { table: name('U'), id: c },
        { table: name('V'), id: a },
      ],
      nodeId: null,
      partition: null,
    },
  ],
  [
    'make-graph a --> b with_node_id=n partitioned-by c ( graph-mark-components kind=weak )',
    {
      is: 'make-graph',
      source: a,
      target: b,
      nodes: [],
      nodeId: 'n',
      partition: {
        by: c,
        body: [{ is: 'graph-mark-components', parameters: [parameter('kind', name('weak'))] }],
      },
    },
  ],
  [
    'graph-match cycles=none (x)-[e]->()<-[f*1..3]-(y), (x)--()-->()<--(z) where x.a project a, m = b',
    {
      is: 'graph-match',
      patterns: [
        [
          { is: 'node', name: 'x' },
          { is: 'edge', name: 'e', direction: 'right', range: null },
          { is: 'node', name: null },
          { is: 'edge', name: 'f', direction: 'left', range: { from: long(1), to: long(3) } },
          { is: 'node', name: 'y' },
        ],
        [
          { is: 'node', name: 'x' },
          { is: 'edge', name: null, direction: 'any', range: null },
          { is: 'node', name: null },
          { is: 'edge', name: null, direction: 'right', range: null },
          { is: 'node', name: null },
          { is: 'edge', name: null, direction: 'left', range: null },
          { is: 'node', name: 'z' },
        ],
      ],
      where: { is: 'member', object: name('x'), name: 'a' },
      project: [a, named('m', b)],
      parameters: [parameter('cycles', name('none'))],
    },
  ],
  [
    'graph-to-table nodes as N with_node_id=i, edges',
    {
      is: 'graph-to-table',
      outputs: [
        { of: 'nodes', as: 'N', parameters: [parameter('with_node_id', name('i'))] },
        { of: 'edges', as: null, parameters: [] },
      ],
    },
  ],
  ['graph-where-nodes a', { is: 'unknown', construct: 'graph-where-nodes' }],
];

for (const [typedText, expected] of cases) {
  test(typedText, () => {
    const text = `T\n|  ${typedText}  | as Last`;
    const [found, last] = operators(text);
    assert.deepEqual(bare(found), { parameters: [], ...expected });
    assert.equal(slice(text, found), typedText);
    assert.equal(last.is, 'as');
  });
}
