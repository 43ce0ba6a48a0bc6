import { overload, type ScalarFunction, scalarFunction } from '../../plan/definitions.js';
import { maxDatetime, minDatetime } from '../../types/ticks.js';

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

const exact = { exact: true } as const;

const plus = scalarFunction('+', {
  summary: 'Adds numbers and times; whole numbers wrap, a datetime out of range is null.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a + b), exact),
    overload(['real', 'real'], 'real', (a, b) => a + b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.plus(b), exact),
    overload(['datetime', 'timespan'], 'datetime', (a, b) => inRange(a + b)),
    overload(['timespan', 'datetime'], 'datetime', (a, b) => inRange(a + b)),
    overload(['timespan', 'timespan'], 'timespan', (a, b) => span(a + b)),
    overload(['dynamic', 'long'], 'long', (a, b) => whole(a, (x) => wrap(x + b)), exact),
    overload(['long', 'dynamic'], 'long', (a, b) => whole(b, (x) => wrap(a + x)), exact),
  ],
});

const minus = scalarFunction('-', {
  summary: 'Subtracts numbers and times, or negates one.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a - b), exact),
    overload(['real', 'real'], 'real', (a, b) => a - b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.minus(b), exact),
    overload(['datetime', 'datetime'], 'timespan', (a, b) => span(a - b)),
    overload(['datetime', 'timespan'], 'datetime', (a, b) => inRange(a - b)),
    overload(['timespan', 'timespan'], 'timespan', (a, b) => span(a - b)),
    overload(['long'], 'long', (a) => wrap(-a)),
    overload(['real'], 'real', (a) => -a),
    overload(['decimal'], 'decimal', (a) => a.negated()),
    overload(['timespan'], 'timespan', (a) => span(-a)),
  ],
});

const times = scalarFunction('*', {
  summary: 'Multiplies numbers, or a timespan by a number.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => wrap(a * b), exact),
    overload(['real', 'real'], 'real', (a, b) => a * b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => a.times(b), exact),
    overload(['timespan', 'long'], 'timespan', (a, b) => span(a * b)),
    overload(['long', 'timespan'], 'timespan', (a, b) => span(a * b)),
    overload(['timespan', 'real'], 'timespan', scaled),
    overload(['real', 'timespan'], 'timespan', (a, b) => scaled(b, a)),
  ],
});

const divided = scalarFunction('/', {
  summary: 'Divides numbers (whole ones toward zero, by zero null) and timespans.',
  overloads: [
    overload(['long', 'long'], 'long', (a, b) => (b === 0n ? null : wrap(a / b)), exact),
    overload(['real', 'real'], 'real', (a, b) => a / b, exact),
    overload(['decimal', 'decimal'], 'decimal', (a, b) => (b.isZero() ? null : a.dividedBy(b)), exact),
    overload(['timespan', 'timespan'], 'real', (a, b) => Number(a) / Number(b)),
    overload(['timespan', 'long'], 'timespan', (a, b) => (b === 0n ? null : a / b)),
    overload(['timespan', 'real'], 'timespan', (a, b) => scaled(a, 1 / b)),
  ],
});

const remainder = scalarFunction('%', {
  summary: 'The remainder of a division, never negative.',
  overloads: [
    overload(['long', 'long'], 'long', modulo, exact),
    overload(['real', 'real'], 'real', realModulo, exact),
    overload(['timespan', 'timespan'], 'timespan', modulo),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/numerical-operators */
export const arithmeticOperators: readonly ScalarFunction[] = [plus, minus, times, divided, remainder];

/** A whole number inside a dynamic. */
function whole(json: unknown, then: (value: bigint) => bigint): bigint | null {
  if (typeof json === 'bigint') return then(json);
  return typeof json === 'number' && Number.isInteger(json) ? then(BigInt(json)) : null;
}
