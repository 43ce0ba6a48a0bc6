import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/tohex-function */
export default scalarFunction('tohex', {
  summary:
    "Writes a whole number in hexadecimal, padded with zeros to a least length; a negative one as its two's complement.",
  naming: 'first-argument',
  overloads: [
    overload(['int', 'long?'], 'string', (value, length) => hexadecimal(BigInt.asUintN(32, BigInt(value)), length)),
    overload(['long', 'long?'], 'string', (value, length) => hexadecimal(BigInt.asUintN(64, value), length)),
  ],
});

function hexadecimal(value: bigint, length = 0n): string {
  return value.toString(16).padStart(Math.min(16, Number(length)), '0');
}
