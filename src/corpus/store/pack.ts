import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { invariant } from '../../base/invariant.js';

/** Where an entry lies in a pack. */
export type Ref = readonly [offset: number, length: number];

const CHUNK = 1 << 20;

/** Writes a new pack from front to back. */
export class PackWriter {
  #file: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #size = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  append(bytes: Uint8Array): Ref {
    const ref: Ref = [this.#size, bytes.byteLength];
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.byteLength;
    this.#size += bytes.byteLength;
    if (this.#pendingBytes >= CHUNK) this.#flush();
    return ref;
  }

  appendJson(value: unknown): Ref {
    return this.append(Buffer.from(JSON.stringify(value)));
  }

  /** Brings everything to the disk; the pack's size. */
  finish(): number {
    this.#flush();
    fsyncSync(this.#file);
    this.close();
    return this.#size;
  }

  /** Gives the file free, finished or not. */
  close(): void {
    if (this.#file >= 0) closeSync(this.#file);
    this.#file = -1;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending, this.#pendingBytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/** Reads entries of a pack by their place; the file stays readable while open, even when a later ingest removes it. */
export class PackReader {
  #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  read([offset, length]: Ref): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const got = readSync(this.#file, bytes, done, length - done, offset + done);
      invariant(got > 0, `the pack ends before ${offset + length}`);
      done += got;
    }
    return bytes;
  }

  readJson<T>(ref: Ref): T {
    return JSON.parse(this.read(ref).toString('utf8')) as T;
  }

  close(): void {
    if (this.#file >= 0) closeSync(this.#file);
    this.#file = -1;
  }
}
