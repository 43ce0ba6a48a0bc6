import { decodeHex, encodeHex } from './bytes.js';

/** A guid's 16 bytes: its first three numbers have their lowest byte first. */
const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The guid of 16 bytes. */
export function guidOfBytes(bytes: Uint8Array): string {
  const hex = encodeHex(Uint8Array.from(order, (at) => bytes[at]));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The 16 bytes of a guid. */
export function bytesOfGuid(guid: string): Uint8Array {
  const bytes = decodeHex(guid.replaceAll('-', ''));
  return Uint8Array.from(order, (at) => bytes[at]);
}
