import type { Decimal } from 'decimal.js';
import { overload, scalarFunction } from '../../plan/definitions.js';

const positive = (value: bigint) => (value < 0n ? BigInt.asIntN(64, -value) : value);

/** @see https://learn.microsoft.com/kusto/query/abs-function */
export const abs = scalarFunction('abs', {
  summary: 'The absolute value.',
  naming: 'first-argument',
  overloads: [
    overload(['long'], 'long', positive),
    overload(['real'], 'real', Math.abs),
    overload(['decimal'], 'decimal', (value) => value.abs()),
    overload(['timespan'], 'timespan', positive),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/ceiling-function */
export const ceiling = scalarFunction('ceiling', {
  summary: 'The next whole number upwards.',
  naming: 'first-argument',
  overloads: [overload(['real'], 'real', Math.ceil), overload(['decimal'], 'decimal', (value) => value.ceil())],
});

/** A power as IEEE 754 has it, where 1 to any power is 1. */
const power = (value: number, exponent: number) =>
  value === 1 || (value === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) ? 1 : value ** exponent;
const powerOfDecimals = (value: Decimal, exponent: Decimal) => power(value.toNumber(), exponent.toNumber());

/** @see https://learn.microsoft.com/kusto/query/pow-function */
export const pow = scalarFunction('pow', {
  summary: 'A number to a power.',
  overloads: [overload(['real', 'real'], 'real', power), overload(['decimal', 'decimal'], 'real', powerOfDecimals)],
});

/** @see https://learn.microsoft.com/kusto/query/atan2-function */
export const atan2 = scalarFunction('atan2', {
  summary: 'The angle of a point, given by its y and its x, from the positive x axis.',
  naming: 'first-argument',
  overloads: [
    overload(['real', 'real'], 'real', Math.atan2),
    overload(['decimal', 'decimal'], 'real', (y, x) => Math.atan2(y.toNumber(), x.toNumber())),
  ],
});

/** @see https://learn.microsoft.com/kusto/query/pi-function */
export const pi = scalarFunction('pi', {
  summary: 'The ratio of the circumference of a circle to its diameter.',
  overloads: [overload([], 'real', () => Math.PI)],
});
