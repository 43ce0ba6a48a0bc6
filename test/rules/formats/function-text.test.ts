import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyFunction, onlyProblems } from '../read.js';

const named: [path: string, comment: string, name: string, aliases: string[]][] = [
  [
    'Doors.txt',
    'select as Function from drop down by specifying function name and alias as DoorEvent.',
    'DoorEvent',
    ['Doors'],
  ],
  ['Doors.txt', 'It is recommended to name the Function Alias, as DoorEvent', 'DoorEvent', ['Doors']],
  ['Doors.txt', 'the Function Alias must be set to - DoorEvent', 'DoorEvent', ['Doors']],
  ['a/b.kql/Doors.kql', 'the Function name must be set to "DoorEvent"', 'DoorEvent', ['Doors']],
  [
    'Door_Parser.csl',
    'use the alias from any other queries (e.g. DoorEvent | take 10).',
    'DoorEvent',
    ['Door', 'Door_Parser'],
  ],
  [
    'Window_Parser.csl',
    'use the alias from any other queries (e.g. DoorEvent | take 10).',
    'Window',
    ['Window_Parser'],
  ],
  ['Doors-v1.2.txt', 'Doors', 'Doors_v1_2', []],
  ['doors_parser.kql.txt', 'Doors', 'doors', ['doors_parser']],
];
for (const [path, comment, name, aliases] of named) {
  test(`${path}, "${comment}", is called ${name}`, () => {
    const text = `// ${comment}\n// Version: 1.2.0\nDoors_CL\n| where Open_b\n`;
    const { read, said } = onlyFunction(path, text);
    assert.deepEqual(said, []);
    assert.deepEqual([read.name, read.aliases], [name, aliases]);
    assert.equal(read.body, text);
    assert.deepEqual(read.bodyAt, { line: 1, indent: 0, exact: true });
    assert.equal(read.version, '1.2.0');
  });
}

test('a file that only declares a function gives that function', () => {
  const { read, said } = onlyFunction(
    'Doors.txt',
    `// Doors that were open, e.g. at night
let DoorsOpen = (T:(Door:string, Open:bool), door:string = ")", since:datetime = ago(1d))
{
  // a brace } in a comment, and ';
  T | where Open and Door has "}"
};
// the end
`,
  );
  assert.deepEqual(said, []);
  assert.deepEqual([read.name, read.aliases], ['Doors', ['DoorsOpen']]);
  assert.deepEqual(read.parameters, [
    { name: 'T', type: '(Door:string, Open:bool)' },
    { name: 'door', type: 'string', default: '")"' },
    { name: 'since', type: 'datetime', default: 'ago(1d)' },
  ]);
  assert.equal(read.body, `\n  // a brace } in a comment, and ';\n  T | where Open and Door has "}"\n`);
  assert.deepEqual(read.bodyAt, { line: 3, indent: 0, exact: true });
});

test('a file that calls what it declares is taken whole', () => {
  const text = 'let doors = (n:int) { Doors_CL | take n };\ndoors(5)\n';
  const { read } = onlyFunction('Doors.kql', text);
  assert.deepEqual([read.name, read.aliases, read.parameters, read.body], ['Doors', [], [], text]);
});

test('a text that is no query is told', () => {
  assert.deepEqual(onlyProblems('requirements.txt', 'yamale\n'), ['1:1 rule-nothing-here']);
  assert.deepEqual(onlyProblems('a.kql', '// T | take 1\n// see elsewhere\n'), ['1:1 rule-nothing-here']);
  assert.deepEqual(onlyProblems('empty.txt', ''), ['1:1 rule-nothing-here']);
});
