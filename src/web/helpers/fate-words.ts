import type { Fate, FateReason } from '../../evaluation/index.js';

/** Why a record ended where it did. */
const words: Readonly<Record<FateReason, string>> = {
  'reached the result': 'passed every stage',
  'outside the window': 'its time is outside of the window',
  'table not read': 'the rule does not read its table',
  'value differs': 'a different value',
  'case differs': 'the same text in another case, and the comparison respects case',
  'term boundary': 'the text is there, but not as a whole term',
  'field absent': 'no record of the table has the field',
  'field null': 'the field is missing or empty',
  'type coerced': 'the value cannot be read as the type that is compared',
  'below threshold': 'the group that it is counted in stays below the threshold',
  excluded: 'the rule leaves this value out',
  'no join partner': 'no record of the other side has its key',
  'has a join partner': 'a record of the other side has its key, which leaves it out',
  'lost in innerunique': 'another record stands for its key: this kind of join keeps one of each',
  'cut by top or take': 'the rule keeps only so many rows, and it is none of them',
  'nothing to expand': 'its list to expand is empty',
  'does not parse': 'its text does not fit the pattern',
  'only compared with': 'its table is only compared with',
  'not followed further': 'beyond this stage records are not followed one by one',
};

/** Every reason that an explanation may give. */
export const fateReasons = Object.keys(words) as readonly FateReason[];

/** Why a record ended where it did; how its value differs, where that is slight. */
export function fateInWords(fate: Fate): string {
  const { reason, predicate, expected, actual } = fate;
  if (reason === 'outside the window' && Array.isArray(expected) && typeof actual === 'string')
    return actual < String(expected[0]) ? 'it is older than the window' : 'it is newer than now';
  if (reason !== 'value differs') return words[reason];
  if (predicate === undefined) return 'a predicate does not hold';
  return slightDifference(expected, actual) ?? words[reason];
}

/** How a text differs from the nearest of those expected, when only its ends do. */
export function slightDifference(expected: unknown, actual: unknown): string | undefined {
  if (typeof actual !== 'string' || actual === '') return undefined;
  const texts = [expected].flat().filter((text): text is string => typeof text === 'string' && text !== '');
  const spaced = texts.find((text) => text.trim() === actual.trim());
  if (spaced !== undefined) return 'only space at its ends differs';
  const begun = texts.find((text) => actual.startsWith(text));
  if (begun !== undefined) return `begins with the value, then has "${actual.slice(begun.length)}"`;
  const ended = texts.find((text) => actual.endsWith(text));
  if (ended !== undefined) return `ends with the value, after "${actual.slice(0, -ended.length)}"`;
  return undefined;
}
