import type { Span } from '../../base/span.js';
import type { ScalarType } from '../types/scalar-type.js';
import { formatDatetime, parseDatetime, parseTimespan, ticksFromCivil } from '../types/ticks.js';
import type { Expression, Literal } from './nodes.js';
import { badLiteral, numberAsDatetime } from './problems.js';
import type { Table, Translator } from './translator.js';
import { items, part, spanOf, type TokenTree, type Tree } from './tree.js';

/** The literals: numbers and times from their source text, because Microsoft's values are doubles and dates. */
export const literals: Table<Expression> = {
  BooleanLiteralExpression: literal('bool', (text) => booleans[text.toLowerCase()]),
  IntLiteralExpression: literal('int', (text) => {
    const value = wholeNumber(text, 32);
    return value === undefined ? undefined : Number(value);
  }),
  LongLiteralExpression: literal('long', (text) => wholeNumber(text, 64)?.toString()),
  RealLiteralExpression: literal('real', realNumber),
  DecimalLiteralExpression: literal('decimal', (text) => (NUMBER.test(text) ? text.replace(/^\+/, '') : undefined)),
  DateTimeLiteralExpression: (node, to) =>
    innerText(tokenOf(node).Text) === 'now' ? callOfNow(spanOf(node)) : datetimeLiteral(node, to),
  TimespanLiteralExpression: literal('timespan', (text) => parseTimespan(unquoted(text))?.toString()),
  GuidLiteralExpression: literal('guid', (text) =>
    GUID.test(unquoted(text)) ? unquoted(text).toLowerCase() : undefined,
  ),
  StringLiteralExpression: (node) => ({
    is: 'literal',
    type: 'string',
    value: tokenOf(node).ValueText,
    span: spanOf(node),
  }),
  CompoundStringLiteralExpression: (node) => ({
    is: 'literal',
    type: 'string',
    value: items(node, 'Tokens')
      .map((token) => (token as TokenTree).ValueText)
      .join(''),
    span: spanOf(node),
  }),
  NullLiteralExpression: (node) => ({ is: 'literal', type: 'dynamic', value: null, span: spanOf(node) }),
  DynamicExpression: (node, to) => {
    const value = json(part(node, 'Expression'), to);
    return { is: 'literal', type: 'dynamic', value: value === 'null' ? null : value, span: spanOf(node) };
  },
  UnaryMinusExpression: (node, to) =>
    smallestLong(node, to) ?? {
      is: 'unary',
      operator: '-',
      operand: to.expression(part(node, 'Expression')),
      span: spanOf(node),
    },
};

const datetimeLiteral = literal('datetime', (text) =>
  (datetimeOfNumbers(text) ?? parseDatetime(unquoted(text)))?.toString(),
);

/** `datetime(2025, 6, 14)`, `datetime(2025, 6)`; a lone digit counts seconds from 1970. */
function datetimeOfNumbers(text: string): bigint | null | undefined {
  const [, year, month, day = '1'] = /^(\d{4})\s*,\s*(\d{1,2})(?:\s*,\s*(\d{1,2}))?$/.exec(text) ?? [];
  if (year !== undefined) return ticksFromCivil(Number(year), Number(month), Number(day));
  return /^\d$/.test(text) ? ticksFromCivil(1970, 1, 1, 0, 0, Number(text)) : undefined;
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const GUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const booleans: Readonly<Record<string, boolean | undefined>> = { true: true, false: false, 1: true, 0: false };
const realWords: Readonly<Record<string, string | undefined>> = {
  nan: 'NaN',
  inf: 'Infinity',
  '+inf': 'Infinity',
  '-inf': '-Infinity',
};

function literal(type: ScalarType, read: (text: string) => Literal['value'] | undefined) {
  return (node: Tree, to: Translator): Literal => {
    const span = spanOf(node);
    const source = tokenOf(node).Text;
    const text = innerText(source);
    if (text === 'null') return { is: 'literal', type, value: null, span };
    const value = read(text) ?? null;
    if (value === null && span.end > span.start)
      to.report(
        type === 'datetime' && /^[\d.]+$/.test(text) ? numberAsDatetime(source, span) : badLiteral(source, type, span),
      );
    return { is: 'literal', type, value, span };
  };
}

const tokenOf = (node: Tree) => part(node, 'Token') as TokenTree;

/** What stands between the parentheses of `datetime(...)`; the whole text of a plain literal. */
function innerText(source: string): string {
  return (/^\w+\s*\(([\s\S]*)\)$/.exec(source)?.[1] ?? source).trim();
}

function unquoted(text: string): string {
  return (/^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text).trim();
}

function wholeNumber(text: string, bits: number): bigint | undefined {
  const [, sign, digits] = /^([-+]?)(\d+|0x[0-9a-f]+)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const hexadecimal = /^0x/i.test(digits);
  const number = sign === '-' ? -BigInt(digits) : BigInt(digits);
  if (hexadecimal && BigInt.asUintN(bits, number) === number) return BigInt.asIntN(bits, number);
  return BigInt.asIntN(bits, number) === number ? number : undefined;
}

function realNumber(text: string): number | string | undefined {
  const known = realWords[text.toLowerCase()];
  if (known !== undefined) return known;
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : String(number);
}

/** The smallest long is the one number whose digits alone are too big for a long. */
function smallestLong(node: Tree, to: Translator): Literal | undefined {
  const operand = part(node, 'Expression');
  if (to.kindOf(operand) !== 'LongLiteralExpression' || tokenOf(operand).Text !== '9223372036854775808')
    return undefined;
  return { is: 'literal', type: 'long', value: '-9223372036854775808', span: spanOf(node) };
}

/** Old rules write `datetime(now)`. */
function callOfNow(span: Span): Expression {
  return { is: 'call', name: 'now', nameSpan: span, arguments: [], span };
}

/** The pure JSON of a dynamic literal: numbers keep their spelling, a datetime becomes its text, a timespan its ticks. */
function json(node: Tree, to: Translator): string {
  switch (to.kindOf(node)) {
    case 'JsonObjectExpression':
      return `{${items(node, 'Pairs')
        .map((pair) => jsonPair(pair, to))
        .join(',')}}`;
    case 'JsonArrayExpression':
      return `[${items(node, 'Values')
        .map((value) => json(value, to))
        .join(',')}]`;
    case 'UnaryMinusExpression':
      return smallestLong(node, to)?.value?.toString() ?? jsonNegative(json(part(node, 'Expression'), to));
    default:
      return jsonScalar(to.expression(node), to);
  }
}

/** The parser lets a minus stand before longs and reals only; infinity is a string in JSON. */
function jsonNegative(value: string): string {
  if (value === 'null' || value === '"NaN"') return value;
  return value.replace(/^("?)(-?)/, (_, quote, minus) => `${quote}${minus === '' ? '-' : ''}`);
}

function jsonPair(pair: Tree, to: Translator): string {
  return `${JSON.stringify((part(pair, 'Name') as TokenTree).ValueText)}:${json(part(pair, 'Value'), to)}`;
}

function jsonScalar(value: Expression, to: Translator): string {
  if (value.is !== 'literal' || value.value === null) return 'null';
  switch (value.type) {
    case 'real':
      return typeof value.value === 'number'
        ? jsonNumber(to.text.slice(value.span.start, value.span.end))
        : JSON.stringify(value.value);
    case 'datetime':
      return JSON.stringify(formatDatetime(BigInt(value.value as string)));
    case 'string':
    case 'guid':
    case 'decimal':
      return JSON.stringify(value.value);
    default:
      return String(value.value);
  }
}

/** JSON wants a digit on each side of the point and no zeros in front; a real stays one by its point. */
function jsonNumber(source: string): string {
  const [, minus, whole, fraction = '', exponent = ''] = REAL_PARTS.exec(innerText(source)) as unknown as string[];
  const digits = `${minus}${whole.replace(/^0+(?=\d)/, '') || '0'}`;
  return exponent ? `${digits}${fraction && `.${fraction}`}${exponent}` : `${digits}.${fraction || '0'}`;
}

const REAL_PARTS = /^\+?(-?)(\d*)(?:\.(\d*))?(e[-+]?\d+)?$/i;
