import { overload, scalarFunction } from '../../plan/definitions.js';
import { badArgument, raise, unsupported } from '../../problems.js';
import { compileRegex, type Regex } from '../../types/regex.js';
import type { Json, Value } from '../../types/value.js';

/** @see https://learn.microsoft.com/kusto/query/extract-all-function */
export default scalarFunction('extract_all', {
  summary:
    'Takes what the groups of a regular expression matched each time: an array, of arrays where there are several groups.',
  aliases: ['extractall'],
  gap: 'a list of groups with a number below 1',
  mayMeetGap: ([, chosen, text]) =>
    text !== undefined && !(chosen.is === 'literal' && listed(chosen.value).every(isKnown)),
  overloads: [
    overload(['string', 'string'], 'dynamic', (pattern, text) => {
      const { groupCount } = withGroups(pattern);
      return allMatches(pattern, allGroups(groupCount), text);
    }),
    overload(['string', 'dynamic', 'string'], 'dynamic', (pattern, chosen, text) =>
      allMatches(pattern, chosenGroups(withGroups(pattern), listed(chosen)), text),
    ),
  ],
});

const allGroups = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

const listed = (chosen: Value) => [chosen].flat() as readonly Json[];
const isKnown = (group: Json) => typeof group === 'string' || (Number.isInteger(group) && Number(group) > 0);

/** The groups that a list names or numbers; numbers above the last group are dropped, and all groups count where none is left. */
function chosenGroups({ groupCount, groupNames }: Regex, chosen: readonly Json[]): number[] {
  if (!chosen.every(isKnown))
    raise(unsupported('extract_all', undefined, 'what it makes of a group that is no number from 1 is not known'));
  const groups = chosen.map((each) => (typeof each === 'string' ? groupNames.indexOf(each) : Number(each)));
  if (groups.includes(-1)) raise(badArgument('extract_all', 'names of groups of the regular expression'));
  const known = groups.filter((each) => each <= groupCount);
  return known.length === 0 ? allGroups(groupCount) : known;
}

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
