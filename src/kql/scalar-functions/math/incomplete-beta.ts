import { logGamma } from './gamma-function.js';

/** The part of the beta function up to x, from 0 to 1: the distribution's cumulative probability. */
export function incompleteBeta(x: number, alpha: number, beta: number): number {
  if (x === 0 || x === 1) return x;
  const front = Math.exp(alpha * Math.log(x) + beta * Math.log1p(-x) - logBeta(alpha, beta));
  // The fraction converges fast on the left of the mean only; the other side is its mirror.
  return x < (alpha + 1) / (alpha + beta + 2)
    ? (front * fraction(x, alpha, beta)) / alpha
    : 1 - (front * fraction(1 - x, beta, alpha)) / beta;
}

/** The natural logarithm of the beta function. */
export function logBeta(alpha: number, beta: number): number {
  return logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function fraction(x: number, alpha: number, beta: number): number {
  const small = 1e-300;
  const awayFromZero = (value: number) => (Math.abs(value) < small ? small : value);
  let numerator = 1;
  let denominator = 1 / awayFromZero(1 - ((alpha + beta) * x) / (alpha + 1));
  let result = denominator;
  const step = (coefficient: number) => {
    denominator = 1 / awayFromZero(1 + coefficient * denominator);
    numerator = awayFromZero(1 + coefficient / numerator);
    const change = numerator * denominator;
    result *= change;
    return Math.abs(change - 1);
  };
  for (let m = 1; m <= 10_000; m++) {
    const place = alpha + 2 * m;
    step((m * (beta - m) * x) / ((place - 1) * place));
    if (step((-(alpha + m) * (alpha + beta + m) * x) / (place * (place + 1))) < 1e-16) break;
  }
  return result;
}
