/** The error function. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  return Math.sign(x) * (size < 1 ? series(size) : 1 - tail(size));
}

/** What the error function lacks to 1, exact where that is tiny. */
export function erfc(x: number): number {
  return x < 1 ? 1 - erf(x) : tail(x);
}

/** Kummer's series, whose terms are all positive. */
function series(x: number): number {
  let term = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * x;
  let sum = term;
  for (let n = 1; sum + term !== sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** The complement for 1 and more: Laplace's continued fraction, from its 200th level up. */
function tail(x: number): number {
  let fraction = x;
  for (let level = 200; level > 0; level--) fraction = x + level / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
