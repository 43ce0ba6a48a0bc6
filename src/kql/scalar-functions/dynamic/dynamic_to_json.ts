import { overload, prepared, scalarFunction } from '../../plan/definitions.js';
import { compareText } from '../../types/compare.js';
import { printJson } from '../../types/json.js';
import type { Json } from '../../types/value.js';
import { textReader } from '../string/argument-text.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
export default scalarFunction('dynamic_to_json', {
  summary: 'Writes a dynamic as JSON with the keys of its bags in order, and any other value as its text.',
  overloads: [
    overload(['dynamic'], 'string', canonical),
    prepared(['any'], 'string', (given) => textReader(given, 0), { nulls: 'given' }),
  ],
});

function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`;
  if (!isBag(json)) return printJson(json);
  const keys = Object.keys(json).sort(compareText);
  return `{${keys.map((key) => `${printJson(key)}:${canonical(json[key])}`).join(',')}}`;
}
