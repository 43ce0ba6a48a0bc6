import type { Span } from '../../base/span.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';

/*
 * The pattern of `parse` as one regular expression. Each column is a named group, so that groups of the analyst's own do not count.
 */

/** A part of a pattern; a column by its number. */
export type ParsePart =
  | { readonly is: 'star' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'capture'; readonly column: number };

type Mode = 'simple' | 'relaxed' | 'regex';

/** The group that a column is. */
export const groupName = (column: number) => `parse_${column}`;

const whole = String.raw`\s*[-+]?[0-9]+`;
const hex = '[0-9a-fA-F]';
const hexes = `${hex}{8}-?${hex}{4}-?${hex}{4}-?${hex}{4}-?${hex}{12}`;
const guid = String.raw`\s*(?:\{${hexes}\}|${hexes})`;

/** The text that a column of a type takes where nothing but a star bounds it. */
const shapes: Partial<Record<ScalarType, string>> = {
  int: whole,
  long: whole,
  real: String.raw`\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)`,
  decimal: String.raw`\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)`,
  bool: String.raw`\s*(?:(?i:true|false)|[-+]?[0-9]+)`,
  guid,
};

/** The text that a column of a type takes in kind=regex, wherever it stands. */
const regexShapes: Partial<Record<ScalarType, string>> = {
  int: whole,
  long: whole,
  real: String.raw`\s*[-+]?[0-9]+(?:\.[0-9]+)?`,
  decimal: String.raw`\s*[-+]?[0-9]+(?:\.[0-9]+)?`,
  bool: String.raw`\s*(?i:true|false)`,
  guid,
  datetime:
    String.raw`\s*(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})` +
    String.raw`(?:[Tt ]\s*[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]*)?)?)?(?:[Zz]|[-+][0-9]{1,2}(?::[0-9]{1,2})?)?`,
  timespan: String.raw`\s*-?(?:[0-9]+\.[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2})?)(?:\.[0-9]*)?`,
};

const isTime = (type: ScalarType) => type === 'datetime' || type === 'timespan';

const timeAtStart = {
  datetime: new RegExp(`^${regexShapes.datetime}(?=\\s*(?:$|[^\\w\\s.:+\\-/,]))`),
  timespan: new RegExp(`^${regexShapes.timespan}(?=\\s*(?:$|[^\\w\\s.:+\\-/,]))`),
};

/**
 * What a time before the last star takes of the text from there on: a whole time up to a character that no time has, or nothing where
 * no time begins; undefined where it is not known how far the engine reads.
 */
export function timeBeforeStar(text: string, type: 'datetime' | 'timespan'): string | undefined {
  if (/^\s*(?:$|[^\w\s.:+\-/,])/.test(text)) return '';
  return timeAtStart[type].exec(text)?.[0];
}

/** The time that stands before the star that ends a pattern, by its number, where there is one and the whole pattern is plain text. */
export function lastTime(
  pattern: readonly ParsePart[],
  captures: readonly ColumnDeclaration[],
  mode: Mode,
): number | null {
  const part = pattern.at(-2);
  if (mode === 'regex' || pattern.at(-1)?.is !== 'star' || part?.is !== 'capture') return null;
  return isTime(captures[part.column].type) ? part.column : null;
}

/**
 * Makes the expression. Plain texts bind the whole input, and a column takes as little as it can; in kind=regex the texts are
 * expressions found anywhere, and a column of strings takes as much as it can.
 */
export function parseRegex(
  pattern: readonly ParsePart[],
  captures: readonly ColumnDeclaration[],
  mode: Mode,
  flags: string,
  span: Span,
): string {
  const pieces = pattern.map((part, i) => {
    if (part.is === 'star') return '.*?';
    if (part.is === 'text') return mode === 'regex' ? expression(part.text, span) : escaped(part.text);
    const { type } = captures[part.column];
    const isLast = i === pattern.length - 1;
    if (mode === 'regex') return group(part.column, regexCapture(type, isLast, flags, span));
    if (pattern[i + 1]?.is !== 'star') return group(part.column, '.*?');
    const isLastStar = i + 1 === pattern.length - 1;
    if (isLastStar && isTime(type)) return group(part.column, '.*');
    const shape = shapes[type] ?? raise(problems.unsupported(`parse of a ${type} before * and a text`, span));
    return isLastStar ? `${group(part.column, shape)}?` : group(part.column, shape);
  });
  if (mode !== 'regex') return `(?s)^${pieces.join('')}$`;
  return `${flags === '' ? '' : `(?${[...new Set(flags)].join('')})`}${pieces.join('')}`;
}

function group(column: number, inside: string): string {
  return `(?P<${groupName(column)}>${inside})`;
}

function regexCapture(type: ScalarType, isLast: boolean, flags: string, span: Span): string {
  if (type === 'string' || type === 'dynamic') return '.*';
  if ((type === 'datetime' || type === 'timespan') && (isLast || flags.includes('U')))
    raise(problems.unsupported(`parse kind=regex of a ${type} at the end or with the flag U`, span));
  return regexShapes[type] as string;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|&~#-]/g, '\\$&');
}

/** An analyst's expression; one that offers alternatives outside of parentheses could mean two things. */
function expression(text: string, span: Span): string {
  const plain = text.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '');
  let depth = 0;
  for (const character of plain) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0)
      raise(problems.unsupported('parse kind=regex with | outside of parentheses', span));
  }
  return text;
}
