import { overload, scalarFunction } from '../../plan/definitions.js';
import { printJson } from '../../types/json.js';
import type { Json } from '../../types/value.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
export default scalarFunction('dynamic_to_json', {
  summary: 'Writes a dynamic as JSON with the keys of its bags in order.',
  overloads: [overload(['dynamic'], 'string', (json) => printJson(ordered(json)))],
});

function ordered(json: Json): Json {
  if (Array.isArray(json)) return json.map(ordered);
  if (!isBag(json)) return json;
  const keys = Object.keys(json).sort();
  return Object.fromEntries(keys.map((key) => [key, ordered(json[key])]));
}
