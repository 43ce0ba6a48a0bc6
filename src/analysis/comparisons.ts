import type { Constant, Single } from './constants.js';
import type { IndicatorKind } from './model.js';

/** How a field is compared with constants. */
export interface Comparison {
  readonly kind: IndicatorKind;
  readonly cased?: boolean;
}

const ORDER: Readonly<Record<string, IndicatorKind | undefined>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
/** The operator that asks the same when its sides change places. */
export const MIRRORED: Readonly<Record<string, string | undefined>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const WORDS: Readonly<Record<string, IndicatorKind | undefined>> = {
  contains: 'contains',
  has: 'has',
  hasprefix: 'has_prefix',
  hassuffix: 'has_suffix',
  startswith: 'starts_with',
  endswith: 'ends_with',
};
/** Functions that ask whether there is a value. */
export const NULL_TESTS: ReadonlyMap<string, IndicatorKind> = new Map(
  Object.entries<IndicatorKind>({
    isempty: 'is_null',
    isnull: 'is_null',
    isnotempty: 'is_not_null',
    isnotnull: 'is_not_null',
    notempty: 'is_not_null',
    notnull: 'is_not_null',
  }),
);
/** Functions that give one of their arguments, as conditions among them say. */
export const CHOOSING = new Set(['iff', 'iif', 'case']);
/** Functions of an address and constant addresses. */
export const ADDRESS_TESTS: ReadonlyMap<string, IndicatorKind> = new Map(
  Object.entries<IndicatorKind>({
    ipv4_is_in_range: 'cidr',
    ipv4_is_in_any_range: 'cidr',
    ipv4_is_match: 'cidr',
    ipv6_is_in_range: 'cidr',
    ipv6_is_in_any_range: 'cidr',
    ipv6_is_match: 'cidr',
    has_ipv4: 'has',
    has_any_ipv4: 'has',
    has_ipv4_prefix: 'has_prefix',
    has_any_ipv4_prefix: 'has_prefix',
  }),
);

/** Functions that say whether something is true of their one argument, and have no kind of their own. */
export const TRUTHS = new Set(['ipv4_is_private', 'isascii', 'isfinite', 'isinf', 'isnan', 'isutf8']);

/** What an operator with a constant on its right asks; undefined for one that is no comparison. */
export function comparisonOf(operator: string, value: Constant | undefined): Comparison | undefined {
  if (operator === '==' || operator === '=~') return { kind: 'eq', cased: operator === '==' };
  if (operator === '!=' || operator === '!~') return { kind: 'ne', cased: operator === '!=' };
  if (operator === 'matches regex')
    return { kind: 'match', cased: !(value?.is === 'single' && String(value.value).startsWith('(?i)')) };
  const order = ORDER[operator];
  if (order !== undefined) return { kind: order };
  const word = WORDS[operator.replace(/_cs$/, '')];
  return word && { kind: word, cased: operator.endsWith('_cs') };
}

/** Whether a constant passes a comparison with constants; undefined where that is not for us to say. */
export function outcome({ kind, cased }: Comparison, value: Single, values: readonly Single[]): boolean | undefined {
  if (value.relative || values.some((each) => each.relative || each.isString !== value.isString)) return undefined;
  const plain = (each: Single) => (value.isString && cased === false ? String(each.value).toLowerCase() : each.value);
  if (kind === 'eq' || kind === 'in') return values.some((each) => plain(each) === plain(value));
  if (kind === 'ne') return values.every((each) => plain(each) !== plain(value));
  if (kind === 'is_null') return value.value === '';
  if (kind === 'is_not_null') return value.value !== '';
  return undefined;
}
