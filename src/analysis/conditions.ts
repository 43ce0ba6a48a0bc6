import type { Span } from '../base/span.js';
import type { Call, Expression, FunctionSyntax, InList } from '../kql/index.js';
import { branches } from './branches.js';
import { columnNamed, type Origin, withColumns } from './columns.js';
import {
  ADDRESS_TESTS,
  CHOOSING,
  type Comparison,
  comparisonOf,
  MIRRORED,
  NULL_TESTS,
  outcome,
  TRUTHS,
} from './comparisons.js';
import type { Constant, Single } from './constants.js';
import type { Predicate, PredicateGroup, PredicateTree } from './model.js';
import { columnsIn, constantOf, LONGEST_FIELD, originOf, type Reading as Rows } from './origins.js';

/** What a condition is read with; functions that the query defines are read where they are called. */
export interface Reading extends Rows {
  readonly functions?: ReadonlyMap<string, { readonly syntax: FunctionSyntax }>;
  /** A text alone is looked for in every column. */
  readonly search?: boolean;
}

/** What is known of a predicate and not shown: its field's table, whether all its values are texts, whether its field is a column of the table as it is, what makes it. */
const facts = new WeakMap<Predicate, Facts>();

interface Facts {
  readonly table: string | null;
  readonly texts: boolean;
  readonly untouched: boolean;
  readonly made: Origin['made'];
}

/** The one table that the field of a predicate belongs to. */
export function tableOf(predicate: Predicate): string | null {
  return facts.get(predicate)?.table ?? null;
}

/** The table whose own column a predicate compares, as it is. */
export function ownTableOf(predicate: Predicate): string | null {
  const known = facts.get(predicate);
  return known?.untouched ? known.table : null;
}

/** Whether a predicate compares a column of a table as it is, whichever the table. */
export function isUntouched(predicate: Predicate): boolean {
  return facts.get(predicate)?.untouched ?? false;
}

/** The expression that a predicate compares, and the columns which that reads; undefined for a column of a table. */
export function madeBy(predicate: Predicate): Origin['made'] {
  return facts.get(predicate)?.made;
}

/** Whether a predicate compares with texts only. */
export function comparesTexts(predicate: Predicate): boolean {
  return facts.get(predicate)?.texts ?? false;
}

/** The same predicate at another place: that of the call of the function which holds it. */
export function placedAt(predicate: Predicate, span: Span): Predicate {
  const placed = { ...predicate, span };
  const known = facts.get(predicate);
  if (known !== undefined) facts.set(placed, known);
  return placed;
}

/** A column that must be in a list: what a join with a table of constants asks. */
export function listPredicate(field: Origin, list: Constant, span: Span): PredicateTree {
  return made(field, field.text, { kind: 'in', cased: true }, list.is === 'list' ? list.values : [list], span);
}

/** Reads a condition as a tree of comparisons of fields with constants. */
export function condition(expression: Expression, reading: Reading): PredicateTree {
  switch (expression.is) {
    case 'literal':
      if (reading.search && expression.type === 'string') return everywhere(String(expression.value), expression.span);
      break;
    case 'binary':
      return binary(expression, reading);
    case 'in':
      return listed(expression, reading);
    case 'between': {
      const ends = [constantOf(expression.low, reading), constantOf(expression.high, reading)];
      const tree = predicate(expression.left, { kind: 'between' }, ends, expression.span, reading);
      return expression.negated ? not(tree, expression.span) : tree;
    }
    case 'call':
      return called(expression, reading);
    case 'name':
    case 'member':
      return holds(expression, reading);
  }
  return opaque(expression.span, reading);
}

/** `where a`: the field is true. */
function holds(expression: Expression, reading: Reading): PredicateTree {
  if (fieldOf(expression, reading) === undefined) return opaque(expression.span, reading);
  const value: Single = { is: 'single', value: true, text: 'true', isString: false, relative: false };
  return predicate(expression, { kind: 'eq' }, [value], expression.span, reading);
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
  const value = constantOf(right, reading);
  const mirrored = value === undefined && (MIRRORED[operator] ?? (/^[=!][=~]$/.test(operator) ? operator : undefined));
  if (mirrored && constantOf(left, reading) !== undefined)
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
  if (operator === ':' && value?.is === 'single')
    return predicate(left, { kind: value.isString ? 'has' : 'eq', cased: false }, [value], span, reading);
  const negated = operator.startsWith('!') && operator !== '!=' && operator !== '!~';
  const comparison = comparisonOf(negated ? operator.slice(1) : operator, value);
  if (comparison === undefined) return opaque(span, reading);
  const tree = predicate(left, comparison, [value], span, reading);
  return negated ? not(tree, span) : tree;
}

/** What is a condition by its form: `isempty(x) == false` tests x, not the outcome. */
export function isTest(expression: Expression): boolean {
  if (expression.is === 'call')
    return expression.name === 'not' || NULL_TESTS.has(expression.name) || ADDRESS_TESTS.has(expression.name);
  return (
    expression.is === 'in' ||
    expression.is === 'between' ||
    (expression.is === 'binary' &&
      /^(and|or|[!=]|[<>]|has|contains|startswith|endswith|matches)/.test(expression.operator))
  );
}

function listed({ operator, left, list, span }: InList, reading: Reading): PredicateTree {
  const values = list.map((item) => constantOf(item, reading));
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
  if (CHOOSING.has(call.name)) return branched(call, reading);
  const written = reading.functions?.get(call.name);
  if (written !== undefined) return inside(call, written.syntax, reading);
  if (TRUTHS.has(call.name)) return holds(call, reading);
  const addressTest = ADDRESS_TESTS.get(call.name);
  if (addressTest === undefined) return opaque(call.span, reading);
  const values = others.map((other) => constantOf(other, reading));
  const range = call.name.endsWith('_is_match') ? matchedRange(values) : values;
  return predicate(first, { kind: addressTest }, range, call.span, reading);
}

/** `ipv4_is_match(a, '10.1.2.3', 24)` tests a range that its last argument widens. */
function matchedRange(values: readonly (Constant | undefined)[]): readonly (Constant | undefined)[] {
  const [address, bits] = values;
  if (values.length < 2 || address?.is !== 'single' || bits?.is !== 'single') return values;
  return [{ ...address, value: `${address.value}/${bits.value}` }];
}

/** `where iff(a, b, c)` */
function branched(call: Call, reading: Reading): PredicateTree {
  const tree = branches(call, reading, (value) => {
    const is = constantOf(value, reading);
    if (is?.is === 'single' && typeof is.value === 'boolean') return is.value;
    return condition(value, reading);
  });
  return tree ?? opaque(call.span, reading);
}

/** What a function of the query, whose body is one condition, asks of its arguments. */
function inside(call: Call, { parameters, body }: FunctionSyntax, reading: Reading): PredicateTree {
  const [statement] = body;
  if (body.length !== 1 || statement.is !== 'expression' || parameters.length !== call.arguments.length)
    return opaque(call.span, reading);
  const lets = new Map(reading.lets);
  const given = parameters.flatMap((parameter, i) => {
    const argument = call.arguments[i].value;
    const value = constantOf(argument, reading);
    if (value !== undefined) {
      lets.set(parameter.name, value);
      return [];
    }
    lets.delete(parameter.name);
    return [[parameter.name, originOf(argument, reading)] as const];
  });
  const functions = new Map(reading.functions);
  functions.delete(call.name);
  return condition(statement.value, { ...reading, lets, functions, columns: withColumns(reading.columns, given) });
}

function everywhere(text: string, span: Span): Predicate {
  return { is: 'predicate', field: '*', kind: 'has', values: [text], ...(hasCase(text) && { cased: false }), span };
}

function predicate(
  left: Expression,
  comparison: Comparison,
  constants: readonly (Constant | undefined)[],
  span: Span,
  reading: Reading,
): PredicateTree {
  const values = singles(constants);
  if (values === undefined || (values.length === 0 && constants.length > 0)) return opaque(span, reading);
  const chosen = chosenValue(left, comparison, values, span, reading);
  if (chosen !== undefined) return chosen;
  if (left.is === 'star' && reading.search) return everywhere(String(values[0]?.value), span);
  const field = fieldOf(left, reading);
  if (field === undefined) return opaque(span, reading);
  return made(field.origin, field.text, comparison, values, span, field.written);
}

function made(
  origin: Origin,
  field: string,
  { kind, cased }: Comparison,
  values: readonly Single[],
  span: Span,
  written = field,
): Predicate {
  const matters = cased !== undefined && values.some((value) => value.isString && hasCase(String(value.value)));
  const threshold = origin.aggregate && values.length > 0 && values.every((value) => !value.isString);
  const result: Predicate = {
    is: 'predicate',
    field,
    ...(written !== field && { column: written }),
    kind,
    values: values.map((value) => value.value),
    ...(matters && { cased }),
    ...(threshold && { threshold }),
    span,
  };
  facts.set(result, {
    table: origin.table,
    texts: values.length > 0 && values.every((value) => value.isString),
    untouched: origin.at < 0,
    made: origin.made,
  });
  return result;
}

/** A comparison with what `iff` or `case` chose is the condition under which they choose it. */
function chosenValue(
  left: Expression,
  comparison: Comparison,
  values: readonly Single[],
  span: Span,
  reading: Reading,
): PredicateTree | undefined {
  const column =
    left.is === 'name' && !reading.lets.has(left.name) ? columnNamed(left.name, reading.columns).made : undefined;
  const expression = column?.expression ?? left;
  if (expression.is !== 'call' || !CHOOSING.has(expression.name)) return undefined;
  const before = column === undefined ? reading : { ...reading, columns: column.columns };
  return branches(expression, before, (value) => {
    const is = constantOf(value, before);
    if (is?.is === 'single') return outcome(comparison, is, values);
    const tree = predicate(value, comparison, values, span, before);
    return tree.is === 'opaque' ? undefined : tree;
  });
}

function singles(constants: readonly (Constant | undefined)[]): readonly Single[] | undefined {
  if (!constants.every((each) => each !== undefined)) return undefined;
  return constants.flatMap((each) => (each.is === 'list' ? each.values : [each]));
}

const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

/** A column, a path or a function of them, traced back to its table; undefined for what holds no column. */
function fieldOf(
  expression: Expression,
  reading: Reading,
): { readonly text: string; readonly written: string; readonly origin: Origin } | undefined {
  const { text, lets } = reading;
  if (!READABLE.has(expression.is)) return undefined;
  const origin = originOf(expression, reading);
  if (origin.constant !== undefined || (origin.from.length === 0 && columnsIn(expression, lets).length === 0))
    return undefined;
  const written =
    expression.is === 'name'
      ? expression.name
      : text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ');
  const by = origin.made?.expression.is;
  const readable = (by === undefined || READABLE.has(by)) && origin.text.length <= LONGEST_FIELD;
  return { text: readable ? origin.text : written, written, origin };
}

const READABLE = new Set(['name', 'member', 'element', 'call']);

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
