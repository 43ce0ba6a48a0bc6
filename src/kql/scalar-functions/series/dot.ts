/** The sum of products in the same places, up to the end of the shorter; what is no number does not count. */
export function dot(left: readonly (number | null)[] | null, right: readonly (number | null)[] | null): number | null {
  if (left === null || right === null || left.length === 0 || right.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < Math.min(left.length, right.length); i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

/** The length of the vector whose coordinates are the elements. */
export function lengthOf(values: readonly number[]): number {
  return Math.sqrt(Number(dot(values, values)));
}
