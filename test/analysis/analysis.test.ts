import assert from 'node:assert/strict';
import test from 'node:test';
import * as door from '../../src/analysis/index.js';
import { functionSyntax } from '../../src/analysis/index.js';
import type { AnalysisDoor } from '../../src/corpus/index.js';
import { readRuleFile } from '../../src/rules/index.js';
import { analysed, functionOf, schemaOf } from './queries.js';

test('the room is what the corpus asks for', () => {
  const asked: AnalysisDoor = door;
  assert.equal(asked, door);
});

test('scalar lets are parameters, with their value where it is constant', () => {
  const query =
    "let days = 14d; let since = ago(days); let n = 2 * 3; let list = dynamic(['x', 1]); let rows = T | take 1; let f = (x: long) { x }; let c = toscalar(T | count); rows";
  assert.deepEqual(analysed(query).parameters, [
    { name: 'days', text: '14d', value: '14.00:00:00' },
    { name: 'since', text: 'ago(days)' },
    { name: 'n', text: '2 * 3', value: 6 },
    { name: 'list', text: "dynamic(['x', 1])", value: ['x', 1] },
    { name: 'c', text: 'toscalar(T | count)' },
  ]);
});

test('tables are the names that stand where tables stand', () => {
  const query = `let a = A; let m = materialize(C); let f = (P: (*)) { P | where x in ((B | project x)) };
a | join kind=inner m on x | union D, (E | take 1) | where y in (toscalar(F | count)) | extend A2 = toscalar(table('G') | count)
| lookup database('d').H on x | invoke f() | where column == name`;
  assert.deepEqual([...analysed(query).tables].sort(), ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
});

test('a pattern of tables reads those that the catalog knows', () => {
  const schemas = ['DeviceEvents', 'DeviceInfo', 'SigninLogs'].map(schemaOf);
  assert.deepEqual(analysed('union Device* | take 1', { schemas }).tables, ['DeviceEvents', 'DeviceInfo']);
});

test('functions of the catalog are read with what they read', () => {
  const functions = [
    functionOf('SignIns', 'SigninLogs | where IsGood(IP)'),
    functionOf('IsGood', "ip != '1.1.1.1'", [{ name: 'ip', type: 'string' }]),
    functionOf('Loop', 'Loop | take 1'),
  ];
  const { tables, functions: read } = analysed('SignIns | where IsGood(a) and strlen(a) > 3 | union Loop', {
    functions,
  });
  assert.deepEqual(tables, ['SigninLogs']);
  assert.deepEqual([...read].sort(), ['IsGood', 'Loop', 'SignIns']);
  assert.deepEqual(analysed("_GetWatchlist('x') | take 1").functions, ['_GetWatchlist']);
});

test('a text that is no KQL cannot be run, and says why', () => {
  const { evaluable, stages } = analysed('T | where a == ');
  assert.equal(evaluable.is, 'no');
  assert.equal(evaluable.because[0].kind, 'syntax');
  assert.equal(stages.map((stage) => stage.text).join(''), 'T | where a == ');
  assert.deepEqual(analysed('T | where a == 1').evaluable, { is: 'fully', because: [] });
});

test('outputs are the columns of the last list and what they feed', () => {
  const mapping = { entityType: 'IP', fields: [{ identifier: 'Address', column: 'Source' }] };
  const { outputs } = analysed(
    'let n = 1; T | extend z = a | summarize Total = count(), make_set(b), take_any(c) by Source = tostring(d), bin(e, 1h) | extend Big = Total > n | project-away set_b | project-rename Kind = c',
    {},
    { entityMappings: [mapping], customDetails: [{ name: 'HowMany', column: 'Total' }] },
  );
  assert.deepEqual(outputs, [
    { name: 'Source', type: 'string', from: ['d'], expression: 'tostring(d)', stage: 3, feeds: ['IP'] },
    { name: 'e', type: 'datetime', from: ['e'], expression: 'bin(e, 1h)', stage: 3, feeds: [] },
    { name: 'Total', type: 'long', from: [], expression: 'count()', stage: 3, feeds: ['custom detail HowMany'] },
    { name: 'Kind', type: 'string', from: ['c'], stage: 3, feeds: [] },
    { name: 'Big', type: 'bool', from: [], expression: 'count() > n', stage: 4, feeds: [] },
  ]);
});

test('a column that passes through is an output where the rule feeds something with it', () => {
  const mapping = { entityType: 'IP', fields: [{ identifier: 'Address', column: 'Source' }] };
  const schemas = [{ ...schemaOf('T'), columns: ['Source', 'Other'].map((name) => ({ name, type: 'string' })) }];
  assert.deepEqual(analysed('T | take 1', { schemas }, { entityMappings: [mapping] }).outputs, [
    { name: 'Source', type: 'string', from: ['Source'], stage: 0, feeds: ['IP'] },
  ]);
});

test('a query that the engine refuses has outputs without types and says why', () => {
  const { outputs, evaluable } = analysed('T | extend a = tolower(b) | where row_rank_dense(a) == 1 | project a');
  assert.deepEqual(outputs, [{ name: 'a', from: ['b'], expression: 'tolower(b)', stage: 1, feeds: [] }]);
  assert.equal(evaluable.is, 'no');
  assert.ok(evaluable.because[0].span);
});

test('a rule runs partly where the engine may refuse records', () => {
  const { is, because } = analysed('T | extend a = parse_xml(b)').evaluable;
  assert.equal(is, 'partly');
  assert.match(because[0].message, /^'parse_xml' /);
});

test('what is wrong in a shared function is told at its call', () => {
  const query = 'T | take 1 | union Broken';
  const functions = [functionOf('Broken', 'U | where strlen(1, 2) > 3')];
  const [problem] = analysed(query, { functions }).evaluable.because;
  assert.match(problem.message, /^In the function 'Broken': /);
  assert.equal(query.slice(problem.span?.start, problem.span?.end), 'Broken');
});

test('tokens cover the text in order', () => {
  const { tokens } = analysed("T | where a == 'x' // why");
  assert.deepEqual(tokens.at(-1), { is: 'cm', start: 19, end: 25 });
  assert.deepEqual(tokens[0], { is: 'tb', start: 0, end: 1 });
});

test('the syntax of a rule and of a function are plain data', () => {
  const { syntax } = analysed('T | take 1');
  assert.deepEqual(JSON.parse(JSON.stringify(syntax)), syntax);
  const shared = functionSyntax(
    functionOf('f', 'T | where a > since', [
      { name: 'since', type: 'datetime' },
      { name: 'n', type: 'long', default: '5' },
    ]),
  );
  assert.deepEqual(shared.problems, []);
  assert.deepEqual(
    shared.parameters.map(({ name, type }) => [name, type]),
    [
      ['since', 'datetime'],
      ['n', 'long'],
    ],
  );
  assert.deepEqual(
    shared.body.map(({ is }) => is),
    ['expression'],
  );
  assert.deepEqual(JSON.parse(JSON.stringify(shared)), shared);
});

test('a rule that calls a function which could not be parsed says so, and needs no parser for it', () => {
  const [rule] = readRuleFile('a.yaml', 'id: x\nname: A\nquery: |\n  Unread | where A == 1\n').rules;
  const [unread] = readRuleFile('f.yaml', 'FunctionName: Unread\nFunctionQuery: |\n  T\n').functions;
  const { evaluable, indicators } = door.analyse(rule, { functions: [unread], schemas: [], syntaxOf: () => null });
  assert.notEqual(evaluable.is, 'fully');
  assert.match(evaluable.because[0].message, /Unread/);
  assert.equal(indicators.length, 1);
});
