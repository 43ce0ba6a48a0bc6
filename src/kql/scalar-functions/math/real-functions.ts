import {
  overload,
  type ScalarFunction,
  type ScalarFunctionDefinition,
  scalarFunction,
} from '../../plan/definitions.js';
import { erf, erfc } from './error-function.js';
import { gamma, logGamma } from './gamma-function.js';

/** A function of one real; a decimal becomes the nearest real. */
const real = (
  name: string,
  summary: string,
  of: (value: number) => number | null,
  rest: Pick<ScalarFunctionDefinition, 'naming' | 'gap'> = { naming: 'first-argument' },
) =>
  scalarFunction(name, {
    ...rest,
    summary,
    overloads: [overload(['real'], 'real', of), overload(['decimal'], 'real', (value) => of(value.toNumber()))],
  });

const unnamed = {};
const noPoles = { naming: 'first-argument', gap: 'The poles: zero and the negative whole numbers.' } as const;

/** The functions of one real. @see https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions */
export const realFunctions: readonly ScalarFunction[] = [
  real('sqrt', 'The square root.', Math.sqrt),
  real('exp', 'e to a power.', Math.exp),
  real('exp2', '2 to a power.', (value) => 2 ** value),
  real('exp10', '10 to a power.', (value) => 10 ** value, unnamed),
  real('log', 'The natural logarithm; null of a negative number.', (value) => (value < 0 ? null : Math.log(value))),
  real('log2', 'The logarithm to base 2; null of a negative number.', (value) => (value < 0 ? null : Math.log2(value))),
  real('log10', 'The logarithm to base 10; null of a negative number.', (value) =>
    value < 0 ? null : Math.log10(value),
  ),
  real('sin', 'The sine.', Math.sin),
  real('cos', 'The cosine.', Math.cos),
  real('tan', 'The tangent.', Math.tan),
  real('cot', 'The cotangent.', (value) => 1 / Math.tan(value), unnamed),
  real('asin', 'The inverse sine.', Math.asin),
  real('acos', 'The inverse cosine.', Math.acos),
  real('atan', 'The inverse tangent.', Math.atan),
  real('radians', 'An angle in degrees as radians.', (value) => (value * Math.PI) / 180, unnamed),
  real('degrees', 'An angle in radians as degrees.', (value) => (value * 180) / Math.PI, unnamed),
  real('sign', 'The sign as -1, 0 or 1.', Math.sign, unnamed),
  real('erf', 'The error function.', erf),
  real('erfc', 'The complement of the error function.', erfc),
  real('gamma', 'The gamma function.', gamma, noPoles),
  real('loggamma', 'The logarithm of the absolute value of the gamma function.', logGamma, noPoles),
];
