const half = 2 ** 32;
const low = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1;

/** The same memory as signed halves: bigints cost, their halves do not. */
function halvesOf(values: BigInt64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
}

/** Compares two of the integers by their places. */
export function wideOrder(values: BigInt64Array): (a: number, b: number) => number {
  const halves = halvesOf(values);
  return (a, b) =>
    halves[2 * a + 1 - low] - halves[2 * b + 1 - low] || (halves[2 * a + low] >>> 0) - (halves[2 * b + low] >>> 0);
}

/** The nearest double of each integer, by its place. */
export function nearestDouble(values: BigInt64Array): (at: number) => number {
  const halves = halvesOf(values);
  return (at) => halves[2 * at + 1 - low] * half + (halves[2 * at + low] >>> 0);
}

/** How far 64-bit integers lie from a base, in doubles; undefined when one lies too far for a double to be exact. */
export function doublesFrom(base: bigint, values: BigInt64Array): Float64Array | undefined {
  const halves = halvesOf(values);
  const baseHigh = Number(base >> 32n);
  const baseLow = Number(base & 0xffff_ffffn);
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const high = halves[2 * i + 1 - low] - baseHigh;
    if (high < -(2 ** 20) || high >= 2 ** 20) return undefined;
    out[i] = high * half + ((halves[2 * i + low] >>> 0) - baseLow);
  }
  return out;
}
