import { prepared, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import type { Value } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/unicode-codepoints-to-string-function */
export default scalarFunction('unicode_codepoints_to_string', {
  summary: 'Makes a text of code points, single or in arrays.',
  aliases: ['make_string'],
  overloads: [
    prepared(['any', '...any'], 'string', ({ types }) => {
      if (!types.every((type) => ['int', 'long', 'dynamic'].includes(type)))
        raise(badArgument('unicode_codepoints_to_string', 'code points, single or in arrays'));
      return (...values) => values.flat().map(characterOf).join('');
    }),
  ],
});

/** Nothing for what is no code point. */
function characterOf(value: Value): string {
  const code = value === null ? -1 : Number(value);
  return Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
