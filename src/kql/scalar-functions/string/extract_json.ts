import { overload, scalarFunction } from '../../plan/definitions.js';
import { valueText } from '../../types/text.js';
import { valueAt } from './json-path.js';
import { withTypeLiteral } from './type-literal.js';

/** @see https://learn.microsoft.com/kusto/query/extract-json-function */
export default scalarFunction('extract_json', {
  summary: 'Takes the value at a path of a JSON text, as text or as another type where one is named.',
  aliases: ['extractjson'],
  overloads: [overload(['string', 'string'], 'string', (path, text) => valueText(valueAt(path, text), 'dynamic'))],
  bind: withTypeLiteral('extract_json'),
});
