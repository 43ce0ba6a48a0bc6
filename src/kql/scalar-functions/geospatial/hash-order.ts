/** The sizes that a hash table of the engine's may have. */
const sizes = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127,
  137, 139, 149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541,
  577, 619, 661, 709, 761, 823, 887, 953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179, 2357, 2549,
  2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503, 5953, 6427, 6949, 7517, 8123, 8783, 9497, 10273, 11113,
  12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281, 26267, 28411, 30727, 33223, 35933, 38873, 42043,
  45481, 49201, 53201, 57557, 62233, 67307,
];

/**
 * Texts in the order in which the engine lists a set of them: a hash table's, that chains each text before those of its
 * slot and each new slot before all others.
 */
export function inHashOrder(texts: readonly string[]): string[] {
  const size = BigInt(sizes.find((each) => each >= texts.length) ?? texts.length);
  const slots = new Map<bigint, string[]>();
  for (const text of texts) {
    const slot = hashOf(text) % size;
    const chain = slots.get(slot);
    if (chain === undefined) slots.set(slot, [text]);
    else chain.push(text);
  }
  return [...slots.values()].flat().reverse();
}

const factor = 0xc6a4a7935bd1e995n;
const seed = 0xc70f6907n;

/** MurmurHash64A. */
function hashOf(text: string): bigint {
  const bytes = Buffer.from(text);
  const whole = bytes.length - (bytes.length % 8);
  let hash = seed ^ wrapped(BigInt(bytes.length) * factor);
  for (let at = 0; at < whole; at += 8) {
    const word = wrapped(bytes.readBigUInt64LE(at) * factor);
    hash = wrapped((hash ^ wrapped((word ^ (word >> 47n)) * factor)) * factor);
  }
  if (whole < bytes.length) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) | BigInt(bytes[at]);
    hash = wrapped((hash ^ rest) * factor);
  }
  hash = wrapped((hash ^ (hash >> 47n)) * factor);
  return hash ^ (hash >> 47n);
}

const wrapped = (value: bigint): bigint => BigInt.asUintN(64, value);
