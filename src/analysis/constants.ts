import {
  type DataTable,
  type Expression,
  formatDatetime,
  formatTimespan,
  type Literal,
  type Statement,
} from '../kql/index.js';
import type { IndicatorValue } from './model.js';

/** A constant value; `text` is how a query would write it, `isString` whether case can matter in it. */
export interface Single {
  readonly is: 'single';
  readonly value: IndicatorValue;
  readonly text: string;
  readonly isString: boolean;
  /** It depends on the time of the run: `ago(1d)`. */
  readonly relative: boolean;
}

/** What an expression is before any record is read. */
export type Constant = Single | { readonly is: 'list'; readonly values: readonly Single[] };

/** The constants that lets give names to. */
export type Lets = ReadonlyMap<string, Constant | undefined>;

/** A list or text that grows beyond this by lets that double each other is no constant that anyone wants to read. */
const MAX_LIST = 10_000;
const MAX_TEXT = 64 * 1024;

/** Functions of constants whose value moves with the clock, or whose meaning reads best as written. */
const TIMES = new Set([
  'ago',
  'now',
  'startofday',
  'endofday',
  'startofweek',
  'startofmonth',
  'bin',
  'todatetime',
  'totimespan',
  'datetime_add',
]);
const LISTS = new Set(['pack_array', 'todynamic', 'set_union', 'array_concat', 'parse_json', 'dynamic', 'materialize']);
/** Conversions that leave a number as it is written. */
const NUMBERS = new Set(['toint', 'tolong', 'todouble', 'toreal', 'todecimal', 'int', 'long']);
const TEXTS = new Map(
  Object.entries<(parts: readonly string[]) => string>({
    tolower: ([text]) => text.toLowerCase(),
    toupper: ([text]) => text.toUpperCase(),
    tostring: ([text]) => text,
    strcat: (parts) => parts.join(''),
  }),
);

/** The value of a cell of a table that is worked out. */
export function constantOfCell(cell: unknown, type: string): Constant | undefined {
  if (cell === null) return undefined;
  if (type === 'dynamic') return json(cell);
  if (type === 'string') return single(String(cell), true);
  if (type === 'datetime') return single(String(cell), false, `datetime(${cell})`);
  return typeof cell === 'number' || typeof cell === 'boolean' ? single(cell) : single(String(cell));
}

/** A list of single values, or of lists put together. */
export function listOf(parts: readonly (Constant | undefined)[]): Constant | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  return list(parts.flatMap((part) => (part.is === 'list' ? part.values : [part])));
}

/** Adds what a let statement names; undefined marks a let that is no constant, so that its name is no column either. */
export function withLet(lets: Lets, statement: Statement): Lets {
  if (statement.is !== 'let') return lets;
  const value = statement.value.is === 'function' ? undefined : constant(statement.value, lets);
  return new Map(lets).set(statement.name, value);
}

/** The value of an expression that reads no record. */
export function constant(expression: Expression, lets: Lets): Constant | undefined {
  switch (expression.is) {
    case 'literal':
      return literal(expression);
    case 'name':
      return lets.get(expression.name);
    case 'unary':
      return signed(expression.operator, constant(expression.operand, lets));
    case 'binary':
      return arithmetic(expression.operator, constant(expression.left, lets), constant(expression.right, lets));
    case 'call':
      return called(
        expression.name,
        expression.arguments.map((argument) => constant(argument.value, lets)),
      );
    case 'datatable':
      return listOfTable(expression, lets);
    default:
      return undefined;
  }
}

function single(
  value: IndicatorValue,
  isString = false,
  text = isString ? JSON.stringify(value) : String(value),
  relative = false,
): Constant | undefined {
  return text.length > MAX_TEXT ? undefined : { is: 'single', value, text, isString, relative };
}

function list(values: readonly Single[]): Constant | undefined {
  return values.length > MAX_LIST ? undefined : { is: 'list', values };
}

function literal({ type, value }: Literal): Constant | undefined {
  if (value === null) return undefined;
  switch (type) {
    case 'string':
      return single(value, true);
    case 'long':
      return single(Number.isSafeInteger(Number(value)) ? Number(value) : value);
    case 'datetime':
      return single(formatDatetime(BigInt(value)), false, `datetime(${formatDatetime(BigInt(value))})`);
    case 'timespan':
      return single(formatTimespan(BigInt(value)), false, shortTimespan(BigInt(value)));
    case 'dynamic':
      return json(JSON.parse(String(value)));
    default:
      return single(value);
  }
}

function json(value: unknown): Constant | undefined {
  if (Array.isArray(value)) {
    const parts = value.map((part) => (Array.isArray(part) ? single(JSON.stringify(part)) : json(part)));
    return parts.every((part) => part?.is === 'single') ? list(parts as Single[]) : undefined;
  }
  if (typeof value === 'string') return single(value, true);
  if (typeof value === 'number' || typeof value === 'boolean') return single(value);
  return value === null ? undefined : single(JSON.stringify(value));
}

/** The largest unit that says it whole, as people write lengths of time: `14d`, `90m`. */
function shortTimespan(ticks: bigint): string {
  const units: readonly (readonly [string, bigint])[] = [
    ['d', 864_000_000_000n],
    ['h', 36_000_000_000n],
    ['m', 600_000_000n],
    ['s', 10_000_000n],
  ];
  const [name, size] = units.find(([, unit]) => ticks % unit === 0n) ?? [];
  return size === undefined ? `timespan(${formatTimespan(ticks)})` : `${ticks / size}${name}`;
}

function signed(operator: '-' | '+', operand: Constant | undefined): Constant | undefined {
  if (operand?.is !== 'single' || operand.isString) return undefined;
  if (operator === '+') return operand;
  if (typeof operand.value === 'number') return single(-operand.value);
  return single(`-${operand.value}`, false, `-${operand.text}`, operand.relative);
}

function arithmetic(operator: string, left: Constant | undefined, right: Constant | undefined): Constant | undefined {
  if (!/^[-+*/]$/.test(operator) || left?.is !== 'single' || right?.is !== 'single') return undefined;
  const [a, b] = [left.value, right.value];
  if (typeof a === 'number' && typeof b === 'number' && operator !== '/') {
    return single(operator === '+' ? a + b : operator === '-' ? a - b : a * b);
  }
  const text = `${left.text} ${operator} ${right.text}`;
  return single(text, false, text, left.relative || right.relative);
}

function called(name: string, parts: readonly (Constant | undefined)[]): Constant | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  const singles = parts.flatMap((part) => (part.is === 'list' ? part.values : [part]));
  if (LISTS.has(name))
    return parts.length === 1 && parts[0].is === 'single' && name !== 'pack_array' ? fromText(parts[0]) : list(singles);
  if (singles.length !== parts.length || parts.some((part) => part.is === 'list')) return undefined;
  const text = TEXTS.get(name);
  if (text !== undefined && singles.length > 0 && singles.every((part) => part.isString))
    return single(text(singles.map((part) => String(part.value))), true);
  if (NUMBERS.has(name) && singles.length === 1 && Number.isSafeInteger(singles[0].value)) return singles[0];
  if (!TIMES.has(name)) return undefined;
  const written = `${name}(${singles.map((part) => part.text).join(', ')})`;
  return single(written, false, written, true);
}

/** `parse_json('["a"]')` */
function fromText(part: Single): Constant | undefined {
  if (!part.isString) return part;
  try {
    return json(JSON.parse(String(part.value)));
  } catch {
    return part;
  }
}

/** `let bad = datatable(ip:string)['a', 'b']`, which an `in` reads like a list. */
function listOfTable({ columns, values }: DataTable, lets: Lets): Constant | undefined {
  if (columns.length !== 1) return undefined;
  const parts = values.map((value) => constant(value, lets));
  return parts.every((part) => part?.is === 'single') ? list(parts as Single[]) : undefined;
}
