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
        exact: true,
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

/** A dictionary of more texts than this, and than there are rows, is not worth reading whole. */
const SMALL = 1024;

/** The group in each text; of a dictionary in each of its texts, as whoever takes the result may look at all of them. */
function ofTexts(regex: Regex, group: number): Columnar {
  const known = new WeakMap<readonly string[], readonly string[]>();
  return ([, , column], rows, length) => {
    invariant(column.type === 'string', 'the source is a text');
    const { codes, values: texts } = column;
    const count = rows === null ? length : rows.length;
    if (codes !== undefined && count > 0 && (known.has(texts) || texts.length <= Math.max(count, SMALL))) {
      const found = known.get(texts) ?? texts.map((text) => groupOf(regex, group, text));
      known.set(texts, found);
      return { type: 'string', codes, values: found };
    }
    const values = new Array<string>(length).fill('');
    for (let k = 0; k < count; k++) {
      const row = rows === null ? k : rows[k];
      values[row] = groupOf(regex, group, texts[codes === undefined ? row : codes[row]]);
    }
    return { type: 'string', codes: undefined, values };
  };
}
