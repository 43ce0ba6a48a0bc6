import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise } from '../../problems.js';
import { compileRegex, type Regex } from '../../types/regex.js';

/** @see https://learn.microsoft.com/kusto/query/extract-all-function */
export default scalarFunction('extract_all', {
  summary:
    'Takes what the groups of a regular expression matched each time: an array, of arrays where there are several groups.',
  aliases: ['extractall'],
  overloads: [
    overload(['string', 'string'], 'dynamic', (pattern, text) => {
      const { groupCount } = withGroups(pattern);
      return allMatches(
        pattern,
        Array.from({ length: groupCount }, (_, i) => i + 1),
        text,
      );
    }),
    overload(['string', 'dynamic', 'string'], 'dynamic', (pattern, chosen, text) => {
      const { groupCount, groupNames } = withGroups(pattern);
      const groups = (Array.isArray(chosen) ? chosen : [chosen]).map((each) =>
        typeof each === 'string' ? groupNames.indexOf(each) : Number(each),
      );
      const wrong = groups.find((each) => !(each >= 0 && each <= groupCount));
      if (wrong !== undefined)
        raise(badArgument('extract_all', `groups of the regular expression, from 0 to ${groupCount}`));
      return allMatches(pattern, groups, text);
    }),
  ],
});

function withGroups(pattern: string): Regex {
  const regex = compileRegex(pattern);
  if (regex.groupCount === 0)
    raise(badArgument('extract_all', 'a group in its regular expression: put parentheses around what to take'));
  return regex;
}

function allMatches(pattern: string, groups: readonly number[], text: string): string[] | string[][] | null {
  const matches = compileRegex(pattern).matchAll(text);
  if (matches.length === 0) return null;
  if (groups.length === 1) return matches.map((match) => match.groups[groups[0]] ?? '');
  return matches.map((match) => groups.map((group) => match.groups[group] ?? ''));
}
