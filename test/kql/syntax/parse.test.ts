import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_BRACKET_DEPTH, MAX_EXPRESSION_DEPTH, MAX_QUERY_LENGTH } from '../../../src/kql/syntax/index.js';
import { bare, name, parser, take } from './reading.js';

test('nothing is a query without statements', () => {
  for (const text of ['', ' \n', '// only words'])
    assert.deepEqual(parser.parse(text), { syntax: { statements: [] }, problems: [] });
});

test("Microsoft's errors come with its codes and their place", () => {
  const { problems } = parser.parse('T\n| where a ==');
  assert.deepEqual(problems, [
    { code: 'KS006', kind: 'syntax', message: 'Missing expression', span: { start: 14, end: 14 }, line: 2, column: 13 },
  ]);
});

test('what was read before and behind an error is there', () => {
  const { syntax, problems } = parser.parse('T | foo | take 1; U');
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['KS176'],
  );
  const pipeline = {
    is: 'pipeline',
    source: name('T'),
    operators: [{ is: 'unknown', construct: 'foo', parameters: [] }, take(1)],
  };
  assert.deepEqual(bare(syntax.statements), [
    { is: 'expression', value: pipeline },
    { is: 'expression', value: name('U') },
  ]);
});

test('a mistake that Microsoft tells is told once', () => {
  assert.deepEqual(
    parser.parse('datatable(a:nothing)[]').problems.map(({ code }) => code),
    ['KS160'],
  );
  assert.deepEqual(
    parser.parse('print typeof(nothing)').problems.map(({ kind }) => kind),
    ['query'],
  );
});

test('a limit names itself and its value', () => {
  const limits: [string, number][] = [
    [`print "${'x'.repeat(MAX_QUERY_LENGTH)}"`, MAX_QUERY_LENGTH],
    [`print ${'('.repeat(MAX_BRACKET_DEPTH + 1)}1`, MAX_BRACKET_DEPTH],
    [`print a${' or a'.repeat(MAX_EXPRESSION_DEPTH)}`, MAX_EXPRESSION_DEPTH],
    [`print a${' or a'.repeat(20_000)}`, MAX_EXPRESSION_DEPTH],
  ];
  for (const [text, limit] of limits) {
    const { syntax, problems } = parser.parse(text);
    assert.deepEqual(syntax.statements, []);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['limit'],
    );
    assert.ok(problems[0].message.includes(String(limit)), problems[0].message);
  }
});

test('brackets in strings and comments are not nested', () => {
  const many = '('.repeat(MAX_BRACKET_DEPTH + 1);
  for (const text of [
    `print "${many}"`,
    `print @'${many}'''`,
    `print "\\"${many}"`,
    `print \`\`\`${many}"\`\`\``,
    `T // ${many}`,
  ]) {
    assert.deepEqual(parser.parse(text).problems, [], text);
  }
});

test('deep nesting within the limits is read', () => {
  const depth = MAX_BRACKET_DEPTH - 1;
  assert.deepEqual(parser.parse(`print ${'f('.repeat(depth)}1${')'.repeat(depth)}`).problems, []);
  assert.deepEqual(parser.parse(`T${' | where a'.repeat(5_000)}`).problems, []);
});

test('of very many syntax problems the first hundred are told, and that there are more', () => {
  const { problems } = parser.parse(`print ${'- '.repeat(400)}1`);
  assert.equal(problems.length, 101);
  assert.equal(problems[100].kind, 'limit');
});

test('syntax survives JSON', () => {
  const { syntax } = parser.parse(
    'let f = (a:long=5) { T | where x == a and y in~ ("b") }; f(dynamic({"a":1.0}), datetime(2020-01-01), real(nan))',
  );
  assert.deepEqual(JSON.parse(JSON.stringify(syntax)), syntax);
});
