/** A real as tostring() prints it: `1.0`, `100000000000.0`, `inf`, `NaN`. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value < 0 || Object.is(value, -0)) return `-${realText(-value)}`;
  const shortest = String(value);
  const text = shortest.length > 16 ? largestOfShortest(shortest, value) : shortest;
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/**
 * Where several decimals of the least length read back as the value, the engine prints the largest and not the nearest:
 * 0.1 + 0.2 is `0.30000000000000007`.
 */
function largestOfShortest(shortest: string, value: number): string {
  const [, head, last, tail] = /^([\d.]*)([1-9])(0*(?:e.*)?)$/.exec(shortest) ?? [];
  for (let digit = 9; digit > Number(last); digit--) {
    const text = `${head}${digit}${tail}`;
    if (Number(text) === value) return text;
  }
  return shortest;
}
