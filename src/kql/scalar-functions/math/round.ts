import { overload, scalarFunction } from '../../plan/definitions.js';
import { KustoDecimal } from '../../types/convert.js';

/** Rounds to some digits after the point (before it, when negative), half away from zero. */
export function rounded(value: number, digits: number): number {
  if (digits >= 0 && Number.isInteger(value)) return value;
  const scale = 10 ** digits;
  const scaled = value * scale;
  if (scale === 0 || !Number.isFinite(scaled)) return scale === 0 ? 0 : value;
  const whole = Math.trunc(scaled);
  return (Math.abs(scaled - whole) >= 0.5 ? whole + Math.sign(scaled) : whole) / scale;
}

/** @see https://learn.microsoft.com/kusto/query/round-function */
export default scalarFunction('round', {
  summary: 'Rounds a number to some digits, half away from zero.',
  naming: 'first-argument',
  overloads: [
    overload(['real', 'long?'], 'real', (value, digits) => rounded(value, Number(digits ?? 0n))),
    overload(['decimal', 'long?'], 'decimal', (value, digits) => {
      const scale = new KustoDecimal(10).pow(Number(digits ?? 0n));
      return value.times(scale).toDecimalPlaces(0, KustoDecimal.ROUND_HALF_UP).div(scale);
    }),
  ],
});
