import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { refusals } from './problems.js';

/** Says that the client left before its body was complete; nobody is there to answer. */
export class ClientLeft extends Error {}

/** How the bytes of a body are packed; what cannot be unpacked is refused. */
export function encodingOf(request: IncomingMessage): 'identity' | 'gzip' {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  throw refusals.wrongEncoding(encoding);
}

/** The length a client declares, or undefined for a chunked body; more than `limit` is refused unread. */
export function declaredLength(request: IncomingMessage, limit: number): number | undefined {
  const text = request.headers['content-length'];
  if (text === undefined) return undefined;
  const length = Number(text);
  if (length > limit) throw refusals.tooLarge(limit);
  return length;
}

/** Reads a whole body of at most `limit` bytes, counted after unpacking, without looking into it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const encoding = encodingOf(request);
  const length = declaredLength(request, limit);
  if (encoding === 'gzip') return gather(request, gunzip(request), limit);
  return length === undefined ? gather(request, chunksOf(request), limit) : fill(request, length);
}

/** Leaving the loop early must not destroy the socket, on which the answer still goes out. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

/** A declared length needs one allocation and one copy. */
async function fill(request: IncomingMessage, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      bytes.set(chunk, filled);
      filled += chunk.length;
    }
  } catch {
    throw new ClientLeft();
  }
  if (filled !== length) throw refusals.cutShort();
  return bytes;
}

async function gather(request: IncomingMessage, source: AsyncIterable<Buffer>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    if (isZlibError(error)) throw refusals.badGzip();
    throw new ClientLeft();
  } finally {
    request.unpipe();
    request.resume();
  }
  if (size > limit) throw refusals.tooLarge(limit);
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

function gunzip(request: IncomingMessage): AsyncIterable<Buffer> {
  const unpacked = createGunzip();
  request.once('aborted', () => unpacked.destroy(new ClientLeft()));
  return request.pipe(unpacked);
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
