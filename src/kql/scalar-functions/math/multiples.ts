/** The largest multiple of `size` that is not above `value`, in 64 bits; null for a size that is not positive. */
export function floorTo(value: bigint, size: bigint): bigint | null {
  if (size <= 0n) return null;
  const rest = value % size;
  return BigInt.asIntN(64, value - (rest < 0n ? rest + size : rest));
}
