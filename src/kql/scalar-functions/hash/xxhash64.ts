/*
 * XXH64 with seed 0, after its public specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). All arithmetic is modulo 2^64.
 */

const prime1 = 0x9e3779b185ebca87n;
const prime2 = 0xc2b2ae3d27d4eb4fn;
const prime3 = 0x165667b19e3779f9n;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;

const wrap = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, places: bigint) => wrap((value << places) | (value >> (64n - places)));
const round = (lane: bigint, input: bigint) => wrap(rotate(wrap(lane + input * prime2), 31n) * prime1);
const merge = (hash: bigint, lane: bigint) => wrap((hash ^ round(0n, lane)) * prime1 + prime4);

/** The hash of some bytes as an unsigned number of 64 bits. */
export function xxhash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - (bytes.length % 32);
  let hash = wrap((at === 0 ? prime5 : stripes(view, at)) + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8)
    hash = wrap(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4);
  for (; at + 4 <= bytes.length; at += 4)
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * prime1), 23n) * prime2 + prime3);
  for (; at < bytes.length; at++) hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]) * prime5), 11n) * prime1);
  hash = wrap((hash ^ (hash >> 33n)) * prime2);
  hash = wrap((hash ^ (hash >> 29n)) * prime3);
  return hash ^ (hash >> 32n);
}

/** Takes in whole stripes of 32 bytes, 8 for each of four lanes. */
function stripes(view: DataView, length: number): bigint {
  let a = wrap(prime1 + prime2);
  let b = prime2;
  let c = 0n;
  let d = wrap(-prime1);
  for (let at = 0; at < length; at += 32) {
    a = round(a, view.getBigUint64(at, true));
    b = round(b, view.getBigUint64(at + 8, true));
    c = round(c, view.getBigUint64(at + 16, true));
    d = round(d, view.getBigUint64(at + 24, true));
  }
  const sum = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
  return [a, b, c, d].reduce(merge, sum);
}
