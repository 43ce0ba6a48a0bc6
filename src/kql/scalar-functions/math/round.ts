import { overload, scalarFunction } from '../../plan/definitions.js';
import { KustoDecimal } from '../../types/convert.js';

/** Half away from zero, on the decimal digits that the real shows. */
function rounded(value: number, digits: number): number {
  return Number.isFinite(value)
    ? new KustoDecimal(value).toDecimalPlaces(Math.max(0, digits), KustoDecimal.ROUND_HALF_UP).toNumber()
    : value;
}

/** @see https://learn.microsoft.com/kusto/query/round-function */
export default scalarFunction('round', {
  summary: 'Rounds a number to some digits, half away from zero.',
  naming: 'first-argument',
  gap: 'a negative precision',
  overloads: [
    overload(['real', 'long?'], 'real', (value, digits) => rounded(value, Number(digits ?? 0n))),
    overload(['decimal', 'long?'], 'decimal', (value, digits) =>
      value.toDecimalPlaces(Math.max(0, Number(digits ?? 0n)), KustoDecimal.ROUND_HALF_UP),
    ),
  ],
});
