import { Buffer } from 'node:buffer';
import { utf8Text } from './base64.js';

/** Writes every byte of UTF-8 but letters, digits and `-_.!*()` as % and two small hexadecimal digits. */
export function percentEncode(text: string): string {
  return text.replace(/[^A-Za-z0-9\-_.!*()]+/g, (part) =>
    Buffer.from(part, 'utf8').toString('hex').replace(/../g, '%$&'),
  );
}

/** Reads percent-encoded UTF-8, and a space for each plus; what is not well encoded stays as it is. */
export function percentDecode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => utf8Text(Buffer.from(run.replaceAll('%', ''), 'hex')) ?? run);
}
