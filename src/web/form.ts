import type { IncomingMessage } from 'node:http';
import { readBody } from './body.js';
import { refusals } from './problems.js';

/** The media type of a request's body, without parameters; a charset other than UTF-8 is refused. */
export function mediaType(request: IncomingMessage, allowed: readonly string[]): string {
  const header = request.headers['content-type'];
  const [type, ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replace(/"/g, '');
  if (!allowed.includes(type) || (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset)))
    throw refusals.wrongType(header, allowed);
  return type;
}

/** The fields of a form; one that comes twice counts once, as first sent. */
export function formFields(body: Uint8Array): ReadonlyMap<string, string> {
  return new Map([...new URLSearchParams(new TextDecoder().decode(body))].reverse());
}

/** Reads a small form whole. */
export async function readForm(request: IncomingMessage, limit: number): Promise<ReadonlyMap<string, string>> {
  mediaType(request, ['application/x-www-form-urlencoded']);
  return formFields(await readBody(request, limit));
}
