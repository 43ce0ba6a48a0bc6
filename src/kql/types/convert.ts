import { Decimal } from 'decimal.js';
import { parseJson } from './json.js';
import type { ScalarType } from './scalar-type.js';
import { valueText } from './text.js';
import { maxDatetime, minDatetime, parseDatetime, parseTimespan } from './ticks.js';
import { type Json, type Value, WholeReal } from './value.js';

/** Decimals of 34 digits in the range that 128 bits hold. */
export const KustoDecimal = Decimal.clone({ precision: 34, minE: -6143, maxE: 6144 });

const decimalForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const minLong = -(2n ** 63n);
const maxLong = 2n ** 63n - 1n;

/** Converts a value to another type as toint(), tolong(), todatetime() ... do; null where it cannot be. */
export function convertValue(value: Value, from: ScalarType, to: ScalarType): Value {
  if (to === 'string') return valueText(value, from);
  if (value === null) return null;
  if (from === to) return value;
  if (from === 'dynamic') return fromDynamic(value as Json, to);
  switch (to) {
    case 'int':
      return toInt(value, from);
    case 'long':
      return toLong(value, from);
    case 'real':
      return from === 'string' ? parseReal(value as string) : from === 'guid' ? null : Number(value);
    case 'decimal':
      return toDecimal(value, from);
    case 'bool':
      return toBool(value, from);
    case 'datetime':
      return toDatetime(value, from);
    case 'timespan':
      return from === 'string' ? parseTimespan(value as string) : isNumeric(from) ? toLong(value, from) : null;
    case 'guid':
      return from === 'string' ? parseGuid(value as string) : null;
    case 'dynamic':
      return toDynamic(value, from);
  }
}

function fromDynamic(json: Json, to: ScalarType): Value {
  if (typeof json === 'string') return convertValue(json, 'string', to);
  if (typeof json === 'boolean') return convertValue(json, 'bool', to);
  if (typeof json === 'bigint') return convertValue(json, 'long', to);
  if (json instanceof WholeReal) return convertValue(json.value, 'real', to);
  if (typeof json === 'number')
    return Number.isInteger(json) ? convertValue(BigInt(json), 'long', to) : convertValue(json, 'real', to);
  return null;
}

/** Wraps to 32 bits from a long, saturates from a real. */
function toInt(value: Value, from: ScalarType): number | null {
  if (from === 'string') {
    const long = parseLong(value as string);
    return long === null || BigInt.asIntN(32, long) !== long ? null : Number(long);
  }
  // Adding 0 turns -0 into 0.
  if (from === 'real') {
    return Number.isFinite(value) ? Math.trunc(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value as number))) + 0 : null;
  }
  const long = toLong(value, from);
  return long === null ? null : Number(BigInt.asIntN(32, long));
}

/** Truncates and saturates a real; a time gives its ticks. */
function toLong(value: Value, from: ScalarType): bigint | null {
  switch (from) {
    case 'string':
      return parseLong(value as string);
    case 'guid':
      return null;
    case 'real': {
      const real = value as number;
      if (!Number.isFinite(real)) return null;
      return real >= 2 ** 63 ? maxLong : real <= -(2 ** 63) ? minLong : BigInt(Math.trunc(real));
    }
    case 'decimal': {
      const whole = BigInt((value as Decimal).trunc().toFixed());
      return whole < minLong || whole > maxLong ? null : whole;
    }
    default:
      return BigInt(value as bigint | number | boolean);
  }
}

/** Reads a whole number of 64 bits: a sign, digits, or `0x`; null when it is none. */
export function parseLong(text: string): bigint | null {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]{1,16}$/i.test(trimmed)) return BigInt.asIntN(64, BigInt(trimmed));
  if (!/^[+-]?\d+$/.test(trimmed)) return null;
  const value = BigInt(trimmed.replace(/^\+/, ''));
  return value < minLong || value > maxLong ? null : value;
}

/** Reads a real; null when it is none. */
export function parseReal(text: string): number | null {
  const trimmed = text.trim();
  if (decimalForm.test(trimmed)) return Number(trimmed);
  // The engine knows these spellings and no others: "INF" is null.
  const [, sign, word] = /^([+-]?)([nN]a[nN]|[iI]nf|[iI]nfinity)$/.exec(trimmed) ?? [];
  if (word === undefined) return null;
  return /^n/i.test(word) ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function toDecimal(value: Value, from: ScalarType): Decimal | null {
  if (from === 'guid') return null;
  const text = from === 'string' ? (value as string).trim() : String(from === 'bool' ? Number(value) : value);
  if (!decimalForm.test(text)) return null;
  const decimal = new KustoDecimal(text);
  return decimal.isFinite() ? decimal : null;
}

function toBool(value: Value, from: ScalarType): boolean | null {
  if (from !== 'string') return isNumeric(from) ? Number(value) !== 0 : null;
  // The engine takes no blanks around a word, though it does around a number.
  const word = (value as string).toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  const long = parseLong(word);
  return long === null ? null : long !== 0n;
}

/** A number counts ticks, its fraction cut off. */
function toDatetime(value: Value, from: ScalarType): bigint | null {
  if (from === 'string') return parseDatetime(value as string);
  const ticks = isNumeric(from) ? toLong(value, from) : null;
  return ticks === null || ticks < minDatetime || ticks > maxDatetime ? null : ticks;
}

function isNumeric(type: ScalarType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}

const guidForm = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/** Any of the hyphens may be missing; braces or parentheses may stand around it. */
function parseGuid(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const match = guidForm.exec(/^(\{.*\}|\(.*\))$/.test(plain) ? plain.slice(1, -1) : plain);
  return match === null ? null : match.slice(1).join('-');
}

function toDynamic(value: Value, from: ScalarType): Json {
  switch (from) {
    case 'string': {
      const json = value === '' ? null : parseJson(value as string);
      return json === undefined ? (value as string) : json;
    }
    case 'real':
      return Number.isInteger(value) ? new WholeReal(value as number) : (value as number);
    case 'long': {
      const double = Number(value);
      return Number.isSafeInteger(double) ? double : (value as bigint);
    }
    case 'bool':
    case 'int':
      return value as Json;
    default:
      return valueText(value, from);
  }
}
