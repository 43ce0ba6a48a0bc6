import { overload, prepared, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { compareText } from '../../types/compare.js';
import { printJson } from '../../types/json.js';
import type { Json } from '../../types/value.js';
import { textReader } from '../string/argument-text.js';
import { isBag } from './element.js';

/** @see https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
export default scalarFunction('dynamic_to_json', {
  summary: 'Writes a dynamic as JSON with the keys of its bags in order, and any other value as its text.',
  gap: 'A dynamic that is a text',
  overloads: [
    overload(['dynamic'], 'string', (json) => (typeof json === 'string' ? refuse() : canonical(json))),
    prepared(['any'], 'string', (given) => textReader(given, 0), { nulls: 'given' }),
  ],
});

function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`;
  if (!isBag(json)) return printJson(json);
  const keys = Object.keys(json).sort(compareText);
  return `{${keys.map((key) => `${printJson(key)}:${canonical(json[key])}`).join(',')}}`;
}

/** Public queries open a JSON text so, as if none were quoted; no page and no recorded answer says it. */
function refuse(): never {
  raise(
    unsupported('dynamic_to_json', undefined, 'whether it puts quotes around a dynamic that is a text is not known'),
  );
}
