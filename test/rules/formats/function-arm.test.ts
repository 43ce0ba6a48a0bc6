import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRuleFile } from '../../../src/rules/index.js';
import { onlyFunction, onlyProblems } from '../read.js';

const savedSearch = (properties: string, type = 'savedSearches') => `{
  "resources": [
    {
      "type": "Microsoft.OperationalInsights/workspaces",
      "resources": [
        {
          "type": "${type}",
          "name": "Doors of the house",
          "properties": ${properties}
        }
      ]
    }
  ]
}
`;

test('a saved search with an alias is a function, wherever it is nested', () => {
  const { read, said } = onlyFunction(
    'Doors.json',
    savedSearch(`{
            "displayName": "All doors",
            "FunctionAlias": "imDoor",
            "query": "Doors_CL\\r\\n| where \\"\\u0041\\" has \\"\\/\\"",
            "version": 1,
            "functionParameters": "T:(Door:string,Open:bool),door:string='a,b',day:datetime=datetime(null)"
          }`),
  );
  assert.deepEqual(said, []);
  assert.deepEqual(read, {
    name: 'imDoor',
    aliases: [],
    description: 'All doors',
    parameters: [
      { name: 'T', type: '(Door:string,Open:bool)' },
      { name: 'door', type: 'string', default: "'a,b'" },
      { name: 'day', type: 'datetime', default: 'datetime(null)' },
    ],
    body: 'Doors_CL\r\n| where "A" has "/"',
    bodyAt: { line: 12, indent: 0, exact: false },
    version: '1',
    source: { path: 'Doors.json', line: 6, format: 'function-arm' },
  });
});

test('a type with its provider counts, and a doubled bracket stands for one', () => {
  const properties = '{ "functionAlias": "Door", "query": "[[Doors_CL]" }';
  const { read } = onlyFunction(
    'd.json',
    savedSearch(properties, 'Microsoft.OperationalInsights/workspaces/savedSearches'),
  );
  assert.equal(read.body, '[Doors_CL]');
});

test('a saved search that is no function, or that only a deployment can complete, is told', () => {
  assert.deepEqual(onlyProblems('d.json', savedSearch('{ "query": "T" }')), ['6:9 rule-saved-search']);
  const computed = `{ "functionAlias": "Door", "query": "[concat('T', variables('x'))]" }`;
  assert.deepEqual(onlyProblems('d.json', savedSearch(computed)), ['6:9 rule-saved-search']);
});

test('a parameter that is none is told; the others are read', () => {
  const { read, said } = onlyFunction(
    'd.json',
    savedSearch('{ "functionAlias": "Door", "query": "T", "functionParameters": "a:int,b,c:long=1" }'),
  );
  assert.deepEqual(read.parameters, [
    { name: 'a', type: 'int' },
    { name: 'c', type: 'long', default: '1' },
  ]);
  assert.deepEqual(said, ['9:89 rule-function-parameter']);
});

test('a template that only links to others holds nothing', () => {
  assert.deepEqual(onlyProblems('d.json', '{ "resources": [{ "type": "Microsoft.Resources/deployments" }] }'), [
    '1:1 rule-nothing-here',
  ]);
});

test('broken JSON is a problem at its place', () => {
  const { functions, problems } = readRuleFile('d.json', '{\n  "variables"{\n    "resources": []\n}\n');
  assert.equal(functions.length, 0);
  assert.deepEqual(
    problems.map(({ code, line }) => [code, line]),
    [['rule-unreadable', 2]],
  );
});
