import { invariant } from '../../../base/invariant.js';
import { type Columnar, prepared, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { compileRegex, type Regex } from '../../types/regex.js';
import { withTypeLiteral } from './type-literal.js';

/** @see https://learn.microsoft.com/kusto/query/extract-function */
export default scalarFunction('extract', {
  summary:
    'Takes what a group of a regular expression matched first, empty where it does not match; as another type where one is named.',
  overloads: [
    prepared(
      ['string', 'long', 'string'],
      'string',
      ({ constants: [pattern] }) => {
        const constant = typeof pattern === 'string' ? compileRegex(pattern) : undefined;
        return (each, group, text) => groupOf(constant ?? compileRegex(each), Number(group), text);
      },
      {
        columnar: ({ constants: [pattern, group] }) =>
          typeof pattern === 'string' && typeof group === 'bigint'
            ? ofTexts(compileRegex(pattern), Number(group))
            : null,
      },
    ),
  ],
  bind: withTypeLiteral('extract'),
});

function groupOf(regex: Regex, group: number, text: string): string {
  if (group < 0 || group > regex.groupCount)
    raise(badArgument('extract', `a group of its regular expression, from 0 to ${regex.groupCount}`));
  return regex.groupText(text, group);
}

/** The group in each text; of a dictionary, in each entry that a row uses. */
function ofTexts(regex: Regex, group: number): Columnar {
  const known = new WeakMap<readonly string[], string[]>();
  return ([, , column], rows, length) => {
    invariant(column.type === 'string', 'the source is a text');
    const { codes, values: texts } = column;
    const count = rows === null ? length : rows.length;
    if (codes === undefined) {
      const values = new Array<string>(length).fill('');
      for (let k = 0; k < count; k++) {
        const row = rows === null ? k : rows[k];
        values[row] = groupOf(regex, group, texts[row]);
      }
      return { type: 'string', codes: undefined, values };
    }
    const found = known.get(texts) ?? new Array<string>(texts.length);
    known.set(texts, found);
    for (let k = 0; k < count; k++) {
      const code = codes[rows === null ? k : rows[k]];
      found[code] ??= groupOf(regex, group, texts[code]);
    }
    return { type: 'string', codes, values: found };
  };
}
