import { raise, unsupported } from '../../problems.js';

/** The gamma function; a factorial is exact. */
export function gamma(x: number): number {
  if (isPole(x)) return raise(unsupported('gamma', undefined, 'it has a pole at zero and at negative whole numbers'));
  if (x < 0) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Number.isInteger(x) && x <= 171 ? factorial(x - 1) : Math.exp(logGamma(x));
}

/** The natural logarithm of the absolute value of the gamma function. */
export function logGamma(x: number): number {
  if (isPole(x))
    return raise(unsupported('loggamma', undefined, 'it has a pole at zero and at negative whole numbers'));
  if (x < 0) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  if (x === Number.POSITIVE_INFINITY) return x;
  if (Number.isInteger(x) && x <= 171) return Math.log(factorial(x - 1));
  // Far enough to the right for Stirling's series, then back by the product of the steps.
  let steps = 1;
  let far = x;
  for (; far < 15; far++) steps *= far;
  return (far - 0.5) * Math.log(far) - far + Math.log(2 * Math.PI) / 2 + correction(far) - Math.log(steps);
}

function isPole(x: number): boolean {
  return x <= 0 && (Number.isInteger(x) || x === Number.NEGATIVE_INFINITY);
}

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return product;
}

/** Stirling's series: B(2k) / (2k (2k-1) x^(2k-1)). */
function correction(x: number): number {
  const coefficients = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
  return coefficients.reduceRight((sum, each) => sum / (x * x) + each, 0) / x;
}
