import { overload, scalarFunction } from '../../plan/definitions.js';

const real = (name: string, summary: string, of: (value: number) => number | null) =>
  scalarFunction(name, { summary, naming: 'first-argument', overloads: [overload(['real'], 'real', of)] });

/** The functions of one real. @see https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions */
export const realFunctions = [
  real('sqrt', 'The square root.', Math.sqrt),
  real('exp', 'e to a power.', Math.exp),
  real('exp2', '2 to a power.', (value) => 2 ** value),
  real('exp10', '10 to a power.', (value) => 10 ** value),
  real('log', 'The natural logarithm; null of a negative number.', (value) => (value < 0 ? null : Math.log(value))),
  real('log2', 'The logarithm to base 2; null of a negative number.', (value) => (value < 0 ? null : Math.log2(value))),
  real('log10', 'The logarithm to base 10; null of a negative number.', (value) =>
    value < 0 ? null : Math.log10(value),
  ),
  real('sin', 'The sine.', Math.sin),
  real('cos', 'The cosine.', Math.cos),
  real('tan', 'The tangent.', Math.tan),
  real('asin', 'The inverse sine.', Math.asin),
  real('acos', 'The inverse cosine.', Math.acos),
  real('atan', 'The inverse tangent.', Math.atan),
];
