import type { Decimal } from 'decimal.js';
import { type Overload, overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { raise, unsupported } from '../../problems.js';
import { maxDatetime, minDatetime } from '../../types/ticks.js';
import { type Json, WholeReal } from '../../types/value.js';

const wrap = (value: bigint) => BigInt.asIntN(64, value);
const inRange = (ticks: bigint) => (ticks < minDatetime || ticks > maxDatetime ? null : ticks);
const span = (ticks: bigint) => (BigInt.asIntN(64, ticks) === ticks ? ticks : null);

/** A timespan by a real: the nearest tick. */
const scaled = (ticks: bigint, factor: number) => {
  const result = Number(ticks) * factor;
  return Number.isFinite(result) ? span(BigInt(Math.round(result))) : null;
};

/** The remainder that is never negative. */
const modulo = (a: bigint, b: bigint) => {
  if (b === 0n) return null;
  const rest = a % b;
  return rest < 0n ? rest + (b < 0n ? -b : b) : rest;
};
const realModulo = (a: number, b: number) => {
  const rest = a % b;
  return rest < 0 ? rest + Math.abs(b) : rest;
};

const decimalModulo = (a: Decimal, b: Decimal) => {
  if (b.isZero()) return null;
  const rest = a.modulo(b);
  return rest.isNegative() && !rest.isZero() ? rest.plus(b.abs()) : rest.abs();
};

const quotient = (a: bigint, b: bigint) => (b === 0n ? null : wrap(a / b));

const exact = { exact: true } as const;

const plus = scalarFunction('+', {
  summary: 'Adds numbers and times; whole numbers wrap, a datetime out of range is null.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a + b), exact),
    overload(['real', 'real'], 'real', (a, b) => a + b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.plus(b), exact),
    overload(['datetime', 'timespan'], 'datetime', (a, b) => inRange(a + b), exact),
    overload(['timespan', 'datetime'], 'datetime', (a, b) => inRange(a + b), exact),
    overload(['timespan', 'timespan'], 'timespan', (a, b) => span(a + b), exact),
    ...withDynamic(
      '+',
      (a, b) => wrap(a + b),
      (a, b) => a + b,
    ),
  ],
});

const minus = scalarFunction('-', {
  summary: 'Subtracts numbers and times, or negates one.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a - b), exact),
    overload(['real', 'real'], 'real', (a, b) => a - b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.minus(b), exact),
    overload(['datetime', 'datetime'], 'timespan', (a, b) => span(a - b), exact),
    overload(['datetime', 'timespan'], 'datetime', (a, b) => inRange(a - b), exact),
    overload(['timespan', 'timespan'], 'timespan', (a, b) => span(a - b), exact),
    ...withDynamic(
      '-',
      (a, b) => wrap(a - b),
      (a, b) => a - b,
    ),
    overload(['long'], 'long', (a) => wrap(-a), exact),
    overload(['real'], 'real', (a) => -a, exact),
    overload(['decimal'], 'decimal', (a) => a.negated(), exact),
    overload(['timespan'], 'timespan', (a) => span(-a), exact),
    overload(['dynamic'], 'dynamic', () => refuse('-'), exact),
  ],
});

const times = scalarFunction('*', {
  summary: 'Multiplies numbers, or a timespan by a number.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a * b), exact),
    overload(['real', 'real'], 'real', (a, b) => a * b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.times(b), exact),
    overload(['timespan', 'long'], 'timespan', (a, b) => span(a * b), exact),
    overload(['long', 'timespan'], 'timespan', (a, b) => span(a * b), exact),
    overload(['timespan', 'real'], 'timespan', scaled, exact),
    overload(['real', 'timespan'], 'timespan', (a, b) => scaled(b, a), exact),
    ...withDynamic(
      '*',
      (a, b) => wrap(a * b),
      (a, b) => a * b,
    ),
  ],
});

const divided = scalarFunction('/', {
  summary: 'Divides numbers (whole ones toward zero, by zero null) and timespans.',
  overloads: [
    overload(['long', 'long'], 'long', quotient, exact),
    overload(['real', 'real'], 'real', (a, b) => a / b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => (b.isZero() ? null : a.dividedBy(b)), exact),
    overload(['timespan', 'timespan'], 'real', (a, b) => Number(a) / Number(b), exact),
    overload(['datetime', 'timespan'], 'real', (a, b) => Number(a) / Number(b), exact),
    overload(['timespan', 'long'], 'timespan', (a, b) => (b === 0n ? null : a / b), exact),
    overload(['timespan', 'real'], 'timespan', (a, b) => scaled(a, 1 / b), exact),
    ...withDynamic('/', quotient, (a, b) => a / b),
  ],
});

const remainder = scalarFunction('%', {
  summary: 'The remainder of a division, never negative.',
  overloads: [
    overload(['long', 'long'], 'long', modulo, exact),
    overload(['real', 'real'], 'real', realModulo, exact),
    overload(['decimal', 'decimal'], 'decimal', decimalModulo, exact),
    overload(['timespan', 'timespan'], 'timespan', modulo, exact),
    overload(['datetime', 'timespan'], 'timespan', modulo, exact),
    ...withDynamic('%', modulo, realModulo),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/numerical-operators */
export const arithmeticOperators: readonly ScalarFunction[] = [plus, minus, times, divided, remainder];

/** A dynamic beside a number takes its type. */
function withDynamic(
  name: string,
  whole: (a: bigint, b: bigint) => bigint | null,
  real: (a: number, b: number) => number,
): readonly Overload[] {
  return [
    overload(['dynamic', 'long'], 'long', (a, b) => whole(wholeOf(name, a), b), exact),
    overload(['long', 'dynamic'], 'long', (a, b) => whole(a, wholeOf(name, b)), exact),
    overload(['dynamic', 'real'], 'real', (a, b) => real(realOf(name, a), b), exact),
    overload(['real', 'dynamic'], 'real', (a, b) => real(a, realOf(name, b)), exact),
  ];
}

function wholeOf(name: string, json: Json): bigint {
  if (typeof json === 'bigint') return json;
  return typeof json === 'number' && Number.isInteger(json) ? BigInt(json) : refuse(name);
}

function realOf(name: string, json: Json): number {
  if (json instanceof WholeReal) return json.value;
  return typeof json === 'number' || typeof json === 'bigint' ? Number(json) : refuse(name);
}

/** Values are to be cast before they are reckoned with; what comes of others than numbers is not documented. */
function refuse(name: string): never {
  return raise(unsupported(name, undefined, 'what it makes of a dynamic that is no such number is not known: cast it'));
}
