import { Buffer } from 'node:buffer';

/** Reads base64 with its padding; null where the text is none. */
export function decodeBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

/** The text of which the bytes are the UTF-8; null where they are none. */
export function utf8Text(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Most bytes that a packed text may hold: a few kilobytes can unpack to gigabytes. */
const maxOutputLength = 64 * 1024 * 1024;

/** Unpacks bytes; null where they are not packed so. */
export function unpacked(
  bytes: Buffer | null,
  unpack: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer,
): Buffer | null {
  if (bytes === null) return null;
  try {
    return unpack(bytes, { maxOutputLength });
  } catch {
    return null;
  }
}

/** A guid's 16 bytes: its first three numbers have their lowest byte first. */
const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The guid of 16 bytes. */
export function guidOfBytes(bytes: Buffer): string {
  const hex = Buffer.from(order.map((at) => bytes[at])).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The 16 bytes of a guid. */
export function bytesOfGuid(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Buffer.from(order.map((at) => bytes[at]));
}
