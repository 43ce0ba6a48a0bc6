import type { Fields } from '../fields.js';
import { functionNames, TABLE_TYPE } from '../function-names.js';
import { faults } from '../problems.js';
import { placeOf } from '../query-text.js';
import type { FunctionParameter } from '../rule.js';
import { fieldsFormat } from './format.js';

/** A function in YAML, as the parsers of the common information model are written, under its own name and the built-in one. */
export const functionYaml = fieldsFormat(
  'function-yaml',
  'yaml',
  (fields) => fields.has('ParserQuery') || fields.has('FunctionQuery'),
  (fields, format) => {
    const { reading } = fields;
    const word = fields.has('ParserQuery') ? 'Parser' : 'Function';
    const body = fields.scalar(`${word}Query`);
    if (body === undefined) return;
    const at = fields.at(`${word}Name`);
    const title = fields.mapping(word);
    reading.functions.push({
      ...functionNames(reading, at, fields.text(`${word}Name`), [fields.text(`EquivalentBuiltIn${word}`)]),
      description: fields.text('Description') ?? title?.text('Title') ?? '',
      parameters: fields.mappings(`${word}Params`).flatMap(readParameter),
      body: body.text,
      bodyAt: placeOf(body, reading),
      version: title?.text('Version') ?? null,
      source: { path: reading.path, line: reading.lineOf(fields.node.at), format },
    });
  },
);

function readParameter(fields: Fields): FunctionParameter[] {
  const name = fields.text('Name');
  const declared = fields.text('Type');
  if (name === undefined || declared === undefined) {
    fields.reading.report(fields.node.at, faults.functionParameter(name ?? declared ?? ''));
    return [];
  }
  const type = /^table/i.test(declared) ? TABLE_TYPE : declared;
  const value = fields.scalar('Default');
  if (value === undefined) return [{ name, type }];
  // A string's default is its value; every other default is KQL, such as `datetime(null)`.
  const isText = type.toLowerCase() === 'string' && !/^(['"]).*\1$/s.test(value.text);
  return [{ name, type, default: isText ? `'${value.text.replace(/[\\']/g, '\\$&')}'` : value.text.trim() }];
}
