import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyFunction } from '../read.js';

test('a parser has its own name, the built-in one, and parameters whose defaults are KQL', () => {
  const { read, said } = onlyFunction(
    'imDoor.yaml',
    `Parser:
  Title: Doors
  Version: '0.5'
Description: Everything about doors
ParserName: imDoor
EquivalentBuiltInParser: _Im_Door
ParserParams:
  - Name: starttime
    Type: datetime
    Default: datetime(null)
  - Name: door
    Type: string
    Default: '*'
  - Name: owner
    Type: string
    Default: O'Neil
  - Name: ready
    Type: string
    Default: "'*'"
  - Name: rooms
    Type: dynamic
    Default: dynamic([])
  - Name: disabled
    Type: bool
    Default: false
  - Name: T
    Type: table:(*)
  - Name: id
    Type: int
ParserQuery: |
  Doors_CL | where Door == door
`,
  );
  assert.deepEqual(said, []);
  assert.deepEqual(read, {
    name: 'imDoor',
    aliases: ['_Im_Door'],
    description: 'Everything about doors',
    parameters: [
      { name: 'starttime', type: 'datetime', default: 'datetime(null)' },
      { name: 'door', type: 'string', default: "'*'" },
      { name: 'owner', type: 'string', default: "'O\\'Neil'" },
      { name: 'ready', type: 'string', default: "'*'" },
      { name: 'rooms', type: 'dynamic', default: 'dynamic([])' },
      { name: 'disabled', type: 'bool', default: 'false' },
      { name: 'T', type: '(*)' },
      { name: 'id', type: 'int' },
    ],
    body: 'Doors_CL | where Door == door\n',
    bodyAt: { line: 31, indent: 2, exact: true },
    version: '0.5',
    source: { path: 'imDoor.yaml', line: 1, format: 'function-yaml' },
  });
});

test('the other spelling of the fields is a function too, and a name that cannot be called is told', () => {
  const { read, said } = onlyFunction(
    'lib/Door Look-up.yaml',
    `Function:
  Title: Looks doors up
FunctionName: <name>
EquivalentBuiltInFunction: _Door_Lookup
FunctionParams:
  - Type: string
FunctionQuery: T
`,
  );
  assert.deepEqual([read.name, read.aliases, read.parameters], ['Door_Look_up', ['_Door_Lookup'], []]);
  assert.equal(read.description, 'Looks doors up');
  assert.deepEqual(said, ['3:15 rule-function-name', '6:5 rule-function-parameter']);
});
