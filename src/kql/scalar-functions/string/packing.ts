import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from './bytes.js';

/** A way to pack bytes. */
type Packing = 'gzip' | 'zlib';

/** Most bytes that a packed text may hold: a few kilobytes can unpack to gigabytes. */
const maxOutputLength = 64 * 1024 * 1024;

/** Packs the UTF-8 of a text and writes it in base64. */
export function pack(text: string, packing: Packing): string {
  const bytes = utf8Bytes(text);
  return encodeBase64(packing === 'gzip' ? gzipSync(bytes) : deflateSync(bytes));
}

/** Reads a text from base64 of its packed UTF-8; empty where it is none. */
export function unpack(text: string, packing: Packing): string {
  const bytes = decodeBase64(text);
  if (bytes === null) return '';
  try {
    const options = { maxOutputLength };
    return utf8Text(packing === 'gzip' ? gunzipSync(bytes, options) : inflateSync(bytes, options)) ?? '';
  } catch {
    return '';
  }
}
