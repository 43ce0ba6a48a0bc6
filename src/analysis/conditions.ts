import type { Span } from '../base/span.js';
import type { Call, Expression, InList } from '../kql/index.js';
import { type Constant, constant, type Lets, type Single } from './constants.js';
import type { IndicatorKind, PredicateGroup, PredicateTree } from './model.js';

/** What a condition is read with: the query's text, and the constants its lets name. */
export interface Reading {
  readonly text: string;
  readonly lets: Lets;
}

interface Comparison {
  readonly kind: IndicatorKind;
  readonly cased?: boolean;
}

const ORDER: Readonly<Record<string, IndicatorKind | undefined>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const MIRRORED: Readonly<Record<string, string | undefined>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const WORDS: Readonly<Record<string, IndicatorKind | undefined>> = {
  contains: 'contains',
  has: 'has',
  hasprefix: 'has_prefix',
  hassuffix: 'has_suffix',
  startswith: 'starts_with',
  endswith: 'ends_with',
};
const NULL_TESTS: ReadonlyMap<string, IndicatorKind> = new Map(
  Object.entries<IndicatorKind>({
    isempty: 'is_null',
    isnull: 'is_null',
    isnotempty: 'is_not_null',
    isnotnull: 'is_not_null',
    notempty: 'is_not_null',
    notnull: 'is_not_null',
  }),
);
/** Functions of an address and constant addresses. */
const ADDRESS_TESTS: ReadonlyMap<string, IndicatorKind> = new Map(
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

/** Reads a condition as a tree of comparisons of fields with constants. */
export function condition(expression: Expression, reading: Reading): PredicateTree {
  switch (expression.is) {
    case 'binary':
      return binary(expression, reading);
    case 'in':
      return listed(expression, reading);
    case 'between': {
      const ends = [constant(expression.low, reading.lets), constant(expression.high, reading.lets)];
      const tree = predicate(expression.left, { kind: 'between' }, ends, expression.span, reading);
      return expression.negated ? not(tree, expression.span) : tree;
    }
    case 'call':
      return called(expression, reading);
    case 'name':
    case 'member':
      if (fieldOf(expression, reading) === undefined) break;
      return predicate(
        expression,
        { kind: 'eq' },
        [{ is: 'single', value: true, text: 'true', isString: false, relative: false }],
        expression.span,
        reading,
      );
  }
  return opaque(expression.span, reading);
}

/** Puts conditions together that must all hold. */
export function allOf(parts: readonly PredicateTree[]): PredicateTree {
  return parts.length === 1
    ? parts[0]
    : group('and', parts, { start: parts[0].span.start, end: parts[parts.length - 1].span.end });
}

type Binary = Extract<Expression, { is: 'binary' }>;

function binary(expression: Binary, reading: Reading): PredicateTree {
  const { operator, left, right, span } = expression;
  if (operator === 'and' || operator === 'or')
    return group(operator, [condition(left, reading), condition(right, reading)], span);
  const value = constant(right, reading.lets);
  const mirrored = value === undefined && (MIRRORED[operator] ?? (/^[=!][=~]$/.test(operator) ? operator : undefined));
  if (mirrored && constant(left, reading.lets) !== undefined)
    return binary({ ...expression, operator: mirrored, left: right, right: left }, reading);
  if (
    (operator === '==' || operator === '!=') &&
    value?.is === 'single' &&
    typeof value.value === 'boolean' &&
    isTest(left)
  ) {
    const tree = condition(left, reading);
    return (operator === '==') === value.value ? tree : not(tree, span);
  }
  const negated = operator.startsWith('!') && operator !== '!=' && operator !== '!~';
  const comparison = comparisonOf(negated ? operator.slice(1) : operator, value);
  if (comparison === undefined) return opaque(span, reading);
  const tree = predicate(left, comparison, [value], span, reading);
  return negated ? not(tree, span) : tree;
}

/** `isempty(x) == false` tests x, not the outcome. */
function isTest(expression: Expression): boolean {
  if (expression.is === 'call')
    return expression.name === 'not' || NULL_TESTS.has(expression.name) || ADDRESS_TESTS.has(expression.name);
  return (
    expression.is === 'in' ||
    expression.is === 'between' ||
    (expression.is === 'binary' &&
      /^(and|or|[!=]|[<>]|has|contains|startswith|endswith|matches)/.test(expression.operator))
  );
}

function comparisonOf(operator: string, value: Constant | undefined): Comparison | undefined {
  if (operator === '==' || operator === '=~') return { kind: 'eq', cased: operator === '==' };
  if (operator === '!=' || operator === '!~') return { kind: 'ne', cased: operator === '!=' };
  if (operator === 'matches regex')
    return { kind: 'match', cased: !(value?.is === 'single' && String(value.value).startsWith('(?i)')) };
  const order = ORDER[operator];
  if (order !== undefined) return { kind: order };
  const word = WORDS[operator.replace(/_cs$/, '')];
  return word && { kind: word, cased: operator.endsWith('_cs') };
}

function listed({ operator, left, list, span }: InList, reading: Reading): PredicateTree {
  const values = list.map((item) => constant(item, reading.lets));
  switch (operator) {
    case 'has_any':
      return predicate(left, { kind: 'has', cased: false }, values, span, reading);
    case 'has_all': {
      const all = singles(values);
      if (all === undefined || all.length === 0 || fieldOf(left, reading) === undefined) return opaque(span, reading);
      return group(
        'and',
        all.map((value) => predicate(left, { kind: 'has', cased: false }, [value], span, reading)),
        span,
      );
    }
    default: {
      const tree = predicate(left, { kind: 'in', cased: !operator.endsWith('~') }, values, span, reading);
      return operator.startsWith('!') ? not(tree, span) : tree;
    }
  }
}

function called(call: Call, reading: Reading): PredicateTree {
  const [first, ...others] = call.arguments.map((argument) => argument.value);
  if (first === undefined) return opaque(call.span, reading);
  if (call.name === 'not' && others.length === 0) return not(condition(first, reading), call.span);
  const nullTest = NULL_TESTS.get(call.name);
  if (nullTest !== undefined) return predicate(first, { kind: nullTest }, [], call.span, reading);
  const addressTest = ADDRESS_TESTS.get(call.name);
  if (addressTest === undefined) return opaque(call.span, reading);
  const values = others.map((other) => constant(other, reading.lets));
  const range = call.name.endsWith('_is_match') ? matchedRange(values) : values;
  return predicate(first, { kind: addressTest }, range, call.span, reading);
}

/** `ipv4_is_match(a, '10.1.2.3', 24)` tests a range that its last argument widens. */
function matchedRange(values: readonly (Constant | undefined)[]): readonly (Constant | undefined)[] {
  const [address, bits] = values;
  if (values.length < 2 || address?.is !== 'single' || bits?.is !== 'single') return values;
  return [{ ...address, value: `${address.value}/${bits.value}` }];
}

function predicate(
  left: Expression,
  { kind, cased }: Comparison,
  constants: readonly (Constant | undefined)[],
  span: Span,
  reading: Reading,
): PredicateTree {
  const field = fieldOf(left, reading);
  const values = singles(constants);
  if (field === undefined || values === undefined || (values.length === 0 && constants.length > 0))
    return opaque(span, reading);
  const matters = cased !== undefined && values.some((value) => value.isString && hasCase(String(value.value)));
  return { is: 'predicate', field, kind, values: values.map((value) => value.value), ...(matters && { cased }), span };
}

function singles(constants: readonly (Constant | undefined)[]): readonly Single[] | undefined {
  if (!constants.every((each) => each !== undefined)) return undefined;
  return constants.flatMap((each) => (each.is === 'list' ? each.values : [each]));
}

const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

/** A column, a path or a function of them, as written; undefined for what holds no column. */
function fieldOf(expression: Expression, { text, lets }: Reading): string | undefined {
  if (expression.is === 'name') return expression.wildcard || lets.has(expression.name) ? undefined : expression.name;
  if (expression.is !== 'member' && expression.is !== 'element' && expression.is !== 'call') return undefined;
  if (!readsColumn(expression, lets)) return undefined;
  return text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ');
}

function readsColumn(expression: Expression, lets: Lets): boolean {
  switch (expression.is) {
    case 'name':
      return !lets.has(expression.name);
    case 'member':
      return readsColumn(expression.object, lets);
    case 'element':
      return readsColumn(expression.object, lets) || readsColumn(expression.index, lets);
    case 'call':
      return (
        expression.name.toLowerCase() !== 'toscalar' &&
        expression.arguments.some((argument) => readsColumn(argument.value, lets))
      );
    case 'binary':
      return readsColumn(expression.left, lets) || readsColumn(expression.right, lets);
    default:
      return false;
  }
}

function opaque(span: Span, { text }: Reading): PredicateTree {
  return { is: 'opaque', text: text.slice(span.start, span.end), span };
}

function not(tree: PredicateTree, span: Span): PredicateTree {
  return { is: 'not', parts: [tree], span };
}

/** Groups inside a group of the same kind give it their parts. */
function group(is: 'and' | 'or', parts: readonly PredicateTree[], span: Span): PredicateGroup {
  return { is, parts: parts.flatMap((part) => (part.is === is ? part.parts : [part])), span };
}
