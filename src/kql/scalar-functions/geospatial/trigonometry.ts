/*
 * Sine, cosine and arctangent, rounded correctly: JavaScript's own may be off by a unit of the last digit, and results print all
 * digits. Works with pairs of numbers whose sum has twice the digits.
 */
type Pair = readonly [high: number, low: number];

const quarter: Pair = [Math.PI / 2, 6.123233995736766e-17];

export function sineAndCosine(angle: number): readonly [sine: number, cosine: number] {
  const [[sin], [cos]] = pairsOf(angle);
  return [sin, cos];
}

/** The angle of a direction: a first guess, turned by what is left across it. */
export function arctangent(y: number, x: number): number {
  const guess = Math.atan2(y, x);
  if (y === 0 || x === 0) return guess;
  const [sin, cos] = pairsOf(guess);
  const [across] = plus(times(cos, [y, 0]), times(sin, [-x, 0]));
  return guess + across / Math.sqrt(x * x + y * y);
}

/** The sine and the cosine. */
function pairsOf(angle: number): readonly [Pair, Pair] {
  const turns = Math.round(angle / quarter[0]);
  const rest = plus(sumOf(angle, -turns * quarter[0]), [-turns * quarter[1], 0]);
  const [sin, cos] = [series(rest, rest, 1), series([1, 0], rest, 0)];
  switch (((turns % 4) + 4) % 4) {
    case 0:
      return [sin, cos];
    case 1:
      return [cos, negative(sin)];
    case 2:
      return [negative(sin), negative(cos)];
    default:
      return [negative(cos), sin];
  }
}

/** The Taylor series that starts with a term of a power of the angle; its small terms need no more than a number's digits. */
function series(first: Pair, angle: Pair, power: number): Pair {
  const square = negative(times(angle, angle));
  let sum = first;
  let term = first;
  let n = power + 2;
  for (; n < power + 8; n += 2) {
    term = dividedBy(times(term, square), n * (n - 1));
    sum = plus(sum, term);
  }
  let rest = 0;
  for (let [small] = term; n < power + 20; n += 2) {
    small *= square[0] / (n * (n - 1));
    rest += small;
  }
  return plus(sum, [rest, 0]);
}

function sumOf(a: number, b: number): Pair {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

function productOf(a: number, b: number): Pair {
  const product = a * b;
  const [a1, a2] = halves(a);
  const [b1, b2] = halves(b);
  return [product, a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2];
}

/** A number as a sum of two of half as many digits. */
function halves(a: number): Pair {
  const shifted = a * 134_217_729;
  const high = shifted - (shifted - a);
  return [high, a - high];
}

function plus(a: Pair, b: Pair): Pair {
  const [high, low] = sumOf(a[0], b[0]);
  return sumOf(high, low + a[1] + b[1]);
}

function times(a: Pair, b: Pair): Pair {
  const [high, low] = productOf(a[0], b[0]);
  return sumOf(high, low + a[0] * b[1] + a[1] * b[0]);
}

function dividedBy(a: Pair, divisor: number): Pair {
  const first = a[0] / divisor;
  const [back, rest] = productOf(first, divisor);
  return sumOf(first, (a[0] - back - rest + a[1]) / divisor);
}

const negative = ([high, low]: Pair): Pair => [-high, -low];
