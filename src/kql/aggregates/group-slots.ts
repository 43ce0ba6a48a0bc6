/** The same numbers with room for `size` groups; new groups have 0. */
export function grown<T extends Float64Array | BigInt64Array | Int32Array | Uint8Array>(numbers: T, size: number): T {
  if (numbers.length >= size) return numbers;
  const Numbers = numbers.constructor as new (length: number) => T;
  const more = new Numbers(Math.max(size, numbers.length * 2));
  more.set(numbers as never);
  return more;
}

/** The flags of nulls for groups that have no value; undefined when all have one. */
export function nullsWhereUnseen(seen: Uint8Array, size: number): Uint8Array | undefined {
  const nulls = new Uint8Array(size);
  let any = false;
  for (let group = 0; group < size; group++) {
    if (seen[group] !== 0) continue;
    nulls[group] = 1;
    any = true;
  }
  return any ? nulls : undefined;
}
