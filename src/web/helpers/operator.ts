import type { IndicatorKind, IndicatorValue } from '../../analysis/index.js';

/** A comparison as a badge: its border tells the family, its word the kind. */
export interface OperatorBadge {
  readonly word: string;
  /** `wd` words, `pat` patterns, `cmp` order; none for equality. */
  readonly family: '' | 'wd' | 'pat' | 'cmp';
}

const families: Readonly<Record<IndicatorKind, OperatorBadge['family']>> = {
  eq: '',
  in: '',
  ne: '',
  is_null: '',
  is_not_null: '',
  lt: 'cmp',
  le: 'cmp',
  gt: 'cmp',
  ge: 'cmp',
  between: 'cmp',
  contains: 'wd',
  has: 'wd',
  has_prefix: 'wd',
  has_suffix: 'wd',
  starts_with: 'wd',
  ends_with: 'wd',
  match: 'pat',
  wildcard: 'pat',
  cidr: 'pat',
};

const spoken: Readonly<Record<IndicatorKind, string>> = {
  eq: 'equal to',
  in: 'one of',
  ne: 'different from',
  lt: 'below',
  le: 'at most',
  gt: 'above',
  ge: 'at least',
  between: 'between',
  contains: 'containing',
  has: 'with the word',
  has_prefix: 'with a word that begins with',
  has_suffix: 'with a word that ends in',
  starts_with: 'that begins with',
  ends_with: 'that ends in',
  match: 'that matches',
  wildcard: 'like',
  cidr: 'within',
  is_null: 'missing',
  is_not_null: 'present',
};

/** The badge of an indicator kind. */
export function operatorBadge(kind: IndicatorKind): OperatorBadge {
  return { word: kind, family: families[kind] };
}

/** An indicator kind in a sentence: `ControlName_s` equal to a value. */
export function operatorSpoken(kind: IndicatorKind): string {
  return spoken[kind];
}

/** A value as a page shows it: spaces at the ends as open boxes, the empty text as words. */
export function valueText(value: IndicatorValue | null): string {
  if (value === null) return '';
  if (value === '') return '(empty text)';
  const ends = (space: string) => '\u2423'.repeat(space.length);
  return String(value)
    .replace(/^ +| +$/g, ends)
    .replace(/\r?\n/g, '\u23ce')
    .replace(/\t/g, '\u21e5');
}
