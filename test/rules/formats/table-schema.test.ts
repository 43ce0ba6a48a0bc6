import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlySchema } from '../read.js';

test('a schema has the columns in their order with the types by the names of Kusto', () => {
  const { schema, said } = onlySchema(
    'Doors_CL.json',
    `{
  "name": "Doors_CL ",
  "Properties": [
    { "name": "TimeGenerated", "type": "DateTime" },
    { "Name": "Door", "Type": " string " },
    { "Name": "Open", "Type": "SByte" },
    { "Name": "Width", "Type": "Double" },
    { "Name": "Count", "Type": "Int32" },
    { "Name": "Bytes", "Type": "Int64" },
    { "Name": "More", "Type": "Object" },
    { "Name": "Door", "Type": "long" }
  ]
}`,
  );
  assert.deepEqual(said, []);
  assert.deepEqual(schema, {
    name: 'Doors_CL',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'Door', type: 'string' },
      { name: 'Open', type: 'bool' },
      { name: 'Width', type: 'real' },
      { name: 'Count', type: 'int' },
      { name: 'Bytes', type: 'long' },
      { name: 'More', type: 'dynamic' },
    ],
    source: { path: 'Doors_CL.json', line: 1, format: 'table-schema' },
  });
});

test('a name that is none, a type that is none and a nameless column are told', () => {
  const { schema, said } = onlySchema(
    'folder/Doors.json',
    '{ "Name": "Syslog (Doors)",\n  "Properties": [ { "Name": "A", "Type": "colour" },\n    { "Type": "string" } ] }',
  );
  assert.deepEqual([schema.name, schema.columns], ['Doors', [{ name: 'A', type: 'string' }]]);
  assert.deepEqual(said, ['1:12 rule-schema-name', '2:43 rule-column-type', '3:5 rule-column']);
});

test('a comma too many is forgiven and told', () => {
  const { schema, said } = onlySchema(
    'Doors.json',
    '{ "Name": "Doors", "Properties": [\n  { "Name": "A", "Type": "string" },\n] }',
  );
  assert.equal(schema.columns.length, 1);
  assert.deepEqual(said, ['2:36 rule-json-repaired']);
});
