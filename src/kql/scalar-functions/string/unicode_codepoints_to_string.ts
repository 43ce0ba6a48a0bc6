import { prepared, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/unicode-codepoints-to-string-function */
export default scalarFunction('unicode_codepoints_to_string', {
  summary: 'Makes a text of code points, single or in arrays.',
  aliases: ['make_string'],
  overloads: [
    prepared(
      ['any', '...any'],
      'string',
      () =>
        (...values) =>
          values
            .flat()
            .map((value) => Number(value))
            .map((code) => (code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''))
            .join(''),
    ),
  ],
});
