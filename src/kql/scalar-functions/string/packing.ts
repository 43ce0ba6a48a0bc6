import { gunzipSync, inflateSync } from 'node:zlib';
import { limitReached, raise } from '../../problems.js';
import { decodeBase64, utf8Text } from './bytes.js';

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
