import { decodeHex, encodeHex, utf8Bytes, utf8Text } from './bytes.js';

/** Writes every byte of UTF-8 but letters, digits and `-_.!*()` as % and two small hexadecimal digits. */
export function percentEncode(text: string): string {
  return text.replace(/[^A-Za-z0-9\-_.!*()]+/g, (part) => encodeHex(utf8Bytes(part)).replace(/../g, '%$&'));
}

/** Reads percent-encoded UTF-8, and a space for each plus; what is not well encoded stays as it is. */
export function percentDecode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => utf8Text(decodeHex(run.replaceAll('%', ''))) ?? run);
}
