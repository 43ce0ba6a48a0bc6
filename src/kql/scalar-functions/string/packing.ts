import { gunzipSync, inflateSync } from 'node:zlib';
import { limitReached, raise, unsupported } from '../../problems.js';
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from './bytes.js';

/** A way to pack bytes. */
type Packing = 'gzip' | 'zlib';

/** Most bytes that a packed text may hold: a few kilobytes can unpack to gigabytes. */
const maxOutputLength = 64 * 1024 * 1024;

/** Reads a text from base64 of its packed UTF-8; empty where it is none. */
export function unpack(text: string, packing: Packing): string {
  const bytes = decodeBase64(text);
  if (bytes === null) return '';
  try {
    const options = { maxOutputLength };
    return utf8Text(packing === 'gzip' ? gunzipSync(bytes, options) : inflateSync(bytes, options)) ?? '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      raise(limitReached('bytes of an unpacked text', maxOutputLength));
    return '';
  }
}

/**
 * Writes base64 of the packed UTF-8 of a text. The engine keeps bytes as they are where packing would not shorten them; that is certain of
 * a few bytes of which no three come again, and how it packs others is not known.
 */
export function pack(text: string, packing: Packing): string {
  const bytes = utf8Bytes(text);
  const { length } = bytes;
  if (length === 0 || length >= fewestPacked || repeatsThree(bytes))
    raise(unsupported(`${packing}_compress_to_base64_string`, undefined, 'of a text that packing could shorten'));
  const block = [1, ...littleEndian(length, 2), ...littleEndian(~length, 2), ...bytes];
  return encodeBase64(
    Uint8Array.from(
      packing === 'gzip'
        ? [
            0x1f,
            0x8b,
            8,
            0,
            0,
            0,
            0,
            0,
            0,
            0xff,
            ...block,
            ...littleEndian(crc32(bytes), 4),
            ...littleEndian(length, 4),
          ]
        : [0x78, 1, ...block, ...littleEndian(adler32(bytes), 4).reverse()],
    ),
  );
}

/** From so many bytes on, codes that are made for the text can be shorter than the text. */
const fewestPacked = 48;

function repeatsThree(bytes: Uint8Array): boolean {
  const seen = new Set<number>();
  for (let i = 2; i < bytes.length; i++) seen.add((bytes[i - 2] << 16) | (bytes[i - 1] << 8) | bytes[i]);
  return seen.size < bytes.length - 2;
}

function littleEndian(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff);
}

/** The checksum of gzip (RFC 1952). */
function crc32(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest;
}

/** The checksum of zlib (RFC 1950). */
function adler32(bytes: Uint8Array): number {
  let [sum, sums] = [1, 0];
  for (const byte of bytes) {
    sum = (sum + byte) % 65521;
    sums = (sums + sum) % 65521;
  }
  return ((sums << 16) | sum) >>> 0;
}
