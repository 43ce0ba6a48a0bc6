import { once } from 'node:events';
import type { ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serverFor } from '../../src/cli/server-for.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import { ChildPool, type PoolOptions } from '../../src/evaluation/index.js';
import { wordIndex } from '../../src/search/index.js';
import { createApp, type Evaluation } from '../../src/web/index.js';

/*
 * What `serve` is, with less time and memory: the ends of both are near. In a process of its own, so that the work of the tests is not
 * taken for the server's.
 */

/** What the process is told as its argument. */
export interface SiteOptions {
  /** The folder of the rules. */
  readonly rules: string;
  readonly store: string;
  readonly pool: Partial<PoolOptions>;
  readonly server: ServerOptions;
}

const mebibyte = 1024 * 1024;
const options = JSON.parse(process.argv[2]) as SiteOptions;

await ingest({ paths: [options.rules], store: options.store, parts: [wordIndex] });
const pool = new ChildPool<Evaluation>({
  child: new URL('../../src/cli/evaluation-child.js', import.meta.url),
  args: [options.store],
  size: 1,
  queue: 8,
  bytes: 64 * mebibyte,
  patience: 100,
  seconds: 2,
  mebibytes: 512,
  ...options.pool,
});
const app = createApp({
  catalog: openCatalog(options.store),
  evaluator: { retryAfter: 1, reserve: (bytes: number, signal: AbortSignal) => pool.reserve(bytes, signal) },
  limits: { records: 16 * mebibyte, form: mebibyte },
});
const server = serverFor(app, options.server).listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
