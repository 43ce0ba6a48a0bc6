import type { ScalarFunction } from '../../plan/definitions.js';
import { eachPair, type Operand, pairFunction } from './pairing.js';
import { realJson, seriesJson } from './series.js';

/** Whole if both operands are; a scalar long is a bigint, a scalar real a number. */
function arithmetic(
  name: string,
  summary: string,
  long: (a: bigint, b: bigint) => bigint,
  real: (a: number, b: number) => number,
) {
  const isWhole = (each: Operand) => (typeof each === 'object' ? each.whole : typeof each === 'bigint');
  return pairFunction(name, summary, (left, right) => {
    const whole = isWhole(left) && isWhole(right);
    const values = eachPair(left, right, (a, b) => {
      const double = real(Number(a), Number(b));
      return whole && !Number.isSafeInteger(double) ? long(BigInt(a), BigInt(b)) : double;
    });
    return seriesJson({ whole, values });
  });
}

const reals = (name: string, summary: string, of: (a: number, b: number) => number) =>
  pairFunction(name, summary, (left, right) => eachPair(left, right, (a, b) => realJson(of(Number(a), Number(b)))));

const comparison = (name: string, summary: string, of: (a: number | bigint, b: number | bigint) => boolean) =>
  pairFunction(name, summary, (left, right) => eachPair(left, right, of));

/** Works for a number beside a bigint too; NaN equals nothing. */
const equal = (a: number | bigint, b: number | bigint) => a >= b && a <= b;

/**
 * The functions of the elements of two series.
 * @see https://learn.microsoft.com/kusto/query/scalar-functions#series-element-wise-functions
 */
export const pairFunctions: readonly ScalarFunction[] = [
  arithmetic(
    'add',
    'Adds two series',
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  arithmetic(
    'subtract',
    'Subtracts a series from another',
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  arithmetic(
    'multiply',
    'Multiplies two series',
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  reals('divide', 'Divides a series by another', (a, b) => a / b),
  reals('pow', 'Raises a series to the powers of another', (a, b) => a ** b),
  comparison('greater', 'Whether each element is greater', (a, b) => a > b),
  comparison('greater_equals', 'Whether each element is greater or equal', (a, b) => a >= b),
  comparison('less', 'Whether each element is less', (a, b) => a < b),
  comparison('less_equals', 'Whether each element is less or equal', (a, b) => a <= b),
  comparison('equals', 'Whether each element is equal', equal),
  comparison('not_equals', 'Whether each element is different', (a, b) => !equal(a, b)),
];
