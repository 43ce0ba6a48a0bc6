import { expressionOf } from './synthesize-regex.js';
import type { Constant, Goal } from './synthesize-slots.js';

const ticksPerHour = 36_000_000_000;

/** A value as a number: times are ticks, texts what they say. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** A value as KQL prints it. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether a value reaches a goal, as near as can be told here; the engine has the last word. */
export function reaches(value: unknown, goal: Goal): boolean {
  // What is no address is neither in a range nor out of it.
  if ((goal.is === 'cidr' || goal.is === 'private') && Number.isNaN(addressOf(textOf(value))))
    return goal.not === true && textOf(value).includes(':');
  return holds(value, goal) !== (goal.not === true);
}

function holds(value: unknown, { is, values, cased }: Goal): boolean {
  const fold = (text: unknown) => (cased ? textOf(text) : textOf(text).toLowerCase());
  const text = fold(value);
  const any = (test: (other: string) => boolean) => values.some((each) => test(fold(each.value)));
  switch (is) {
    case 'eq':
    case 'in':
      return values.some((each) => isSame(value, each, fold));
    case 'contains':
      return any((other) => text.includes(other));
    case 'startswith':
      return any((other) => text.startsWith(other));
    case 'endswith':
      return any((other) => text.endsWith(other));
    case 'has':
      return any((other) => hasTerm(text, other, true, true));
    case 'hasprefix':
      return any((other) => hasTerm(text, other, true, false));
    case 'hassuffix':
      return any((other) => hasTerm(text, other, false, true));
    case 'regex':
      return values.some((each) => matches(textOf(value), textOf(each.value)));
    case 'empty':
      return textOf(value) === '';
    case 'length': {
      const length = Array.isArray(value) ? value.length : textOf(value).length;
      return length === numberOf(values[0].value);
    }
    case 'cidr':
      return values.some((each) => inRange(textOf(value), textOf(each.value)));
    case 'private':
      return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => inRange(textOf(value), range));
    case 'hour':
      return values.some((each) => Math.floor(numberOf(value) / ticksPerHour) % 24 === numberOf(each.value));
    case 'weekday':
      return values.some((each) => dayOfWeek(numberOf(value)) === numberOf(each.value));
    default:
      return ordered(numberOf(value), is, numberOf(values[0].value));
  }
}

function isSame(value: unknown, { value: other }: Constant, fold: (text: unknown) => string): boolean {
  if (typeof other === 'number' || typeof value === 'number') return numberOf(value) === numberOf(other);
  return fold(value) === fold(other);
}

function ordered(value: number, is: Goal['is'], other: number): boolean {
  if (is === 'lt') return value < other;
  if (is === 'le') return value <= other;
  return is === 'gt' ? value > other : value >= other;
}

/** Ticks of a day of the week, Sunday being 0: the first day of all was a Monday. */
function dayOfWeek(ticks: number): number {
  return (Math.floor(ticks / (24 * ticksPerHour)) + 1) % 7;
}

function hasTerm(text: string, term: string, atStart: boolean, atEnd: boolean): boolean {
  const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = !atStart || !isLetter(text[at - 1]) || !isLetter(term[0]);
    const after = !atEnd || !isLetter(text[at + term.length]) || !isLetter(term.at(-1));
    if (before && after) return true;
    if (term === '') return true;
  }
  return false;
}

function matches(text: string, pattern: string): boolean {
  return expressionOf(pattern)?.test(text) ?? true;
}

/** An IPv4 address as a number; NaN for anything else. */
export function addressOf(text: string): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  return parts === null ? Number.NaN : parts.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0);
}

function inRange(text: string, range: string): boolean {
  const [start, bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(addressOf(text) / size) === Math.floor(addressOf(start) / size);
}
