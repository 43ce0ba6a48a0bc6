import { prepared, scalarFunction } from '../../plan/definitions.js';
import { convertValue } from '../../types/convert.js';

/** @see https://learn.microsoft.com/kusto/query/parse-json-function */
export default scalarFunction('parse_json', {
  summary: 'Reads JSON; text that is none stays a text, empty text gives null, a dynamic stays what it is.',
  aliases: ['todynamic', 'parsejson', 'toobject'],
  naming: 'first-argument',
  overloads: [
    prepared(
      ['any'],
      'dynamic',
      ({ types: [from] }) =>
        (value) =>
          convertValue(value, from, 'dynamic'),
    ),
  ],
});
