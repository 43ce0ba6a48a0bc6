import { prepared, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { compileRegex, type Regex } from '../../types/regex.js';
import { withTypeLiteral } from './type-literal.js';

/** @see https://learn.microsoft.com/kusto/query/extract-function */
export default scalarFunction('extract', {
  summary:
    'Takes what a group of a regular expression matched first, empty where it does not match; as another type where one is named.',
  overloads: [
    prepared(['string', 'long', 'string'], 'string', ({ constants: [pattern] }) => {
      const constant = typeof pattern === 'string' ? compileRegex(pattern) : undefined;
      return (each, group, text) => groupOf(constant ?? compileRegex(each), Number(group), text);
    }),
  ],
  bind: withTypeLiteral('extract'),
});

function groupOf(regex: Regex, group: number, text: string): string {
  if (group < 0 || group > regex.groupCount)
    raise(badArgument('extract', `a group of its regular expression, from 0 to ${regex.groupCount}`));
  return regex.match(text)?.groups[group] ?? '';
}
