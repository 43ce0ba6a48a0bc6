import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server, ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serverFor } from '../../src/cli/server-for.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import { ChildPool, type PoolOptions } from '../../src/evaluation/index.js';
import { wordIndex } from '../../src/search/index.js';
import { createApp, type Evaluation } from '../../src/web/index.js';

/** A problem document, as far as these tests look at it. */
export interface Refused {
  readonly code: string;
  readonly kind: string;
  readonly detail: string;
  readonly line?: number;
}

/** A whole server over rules of our own: its address, and how to end it. */
export interface HostileSite {
  readonly address: string;
  readonly server: Server;
  readonly pool: ChildPool<Evaluation>;
  /** Posts to a rule by its name. */
  post(rule: string, type: string, body: Body, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

type Body = string | Uint8Array | ReadableStream;

const mebibyte = 1024 * 1024;

/** The id of the rule of each query. */
export function idsOf<Name extends string>(queries: Readonly<Record<Name, string>>): Readonly<Record<Name, string>> {
  const names = Object.keys(queries) as Name[];
  return Object.fromEntries(
    names.map((name, place) => [name, `0badc0de-0000-4000-8000-${String(place).padStart(12, '0')}`]),
  ) as Record<Name, string>;
}

/** Writes a rule file for each query, ingests the folder and gives the store beside it. */
export async function makeStore(
  queries: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<{ home: string; store: string; rules: string }> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-hostile-'));
  const rules = join(home, 'rules');
  mkdirSync(rules);
  for (const [name, id] of Object.entries(idsOf(queries)))
    writeFileSync(join(rules, `${name}.yaml`), ruleText(id, name, queries[name]));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(rules, name), text);
  const store = join(home, 'store');
  await ingest({ paths: [rules], store, parts: [wordIndex] });
  return { home, store, rules };
}

function ruleText(id: string, name: string, query: string): string {
  return `id: ${id}
name: ${name}
description: Made to trouble the server.
severity: Low
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [Impact]
relevantTechniques: [T1499]
query: |
${query.trim().replace(/^/gm, '  ')}
version: 1.0.0
`;
}

/** Serves the rules as `serve` does, with less time and memory, so that the ends of both are near. */
export async function openHostileSite(
  queries: Readonly<Record<string, string>>,
  options: Partial<PoolOptions> = {},
  timeouts: ServerOptions = {},
): Promise<HostileSite> {
  const { home, store } = await makeStore(queries);
  const catalog = openCatalog(store);
  const pool = new ChildPool<Evaluation>({
    child: new URL('../../src/cli/evaluation-child.js', import.meta.url),
    args: [store],
    size: 1,
    queue: 8,
    bytes: 64 * mebibyte,
    seconds: 2,
    mebibytes: 512,
    ...options,
  });
  const evaluator = { retryAfter: 1, reserve: (bytes: number) => pool.reserve(bytes) };
  const app = createApp({ catalog, evaluator, limits: { records: 16 * mebibyte, form: mebibyte } });
  const server = serverFor(app, timeouts).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ids: Readonly<Record<string, string>> = idsOf(queries);
  return {
    address,
    server,
    pool,
    post: (rule, type, body, init) => post(`${address}/rules/${ids[rule] ?? rule}/evaluate`, type, body, init),
    async close() {
      pool.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      catalog.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Posts a body, asking for JSON. */
export function post(address: string, type: string, body: Body, init: RequestInit = {}): Promise<Response> {
  const headers = { accept: 'application/json', ...(type === '' ? {} : { 'content-type': type }), ...init.headers };
  return fetch(address, { method: 'POST', body, ...init, headers });
}

/** Lines of JSON. */
export function lines(records: readonly object[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n');
}

/** The evaluation of an answer that must be one. */
export async function evaluated(response: Response): Promise<Evaluation> {
  const text = await response.text();
  assert.equal(response.status, 200, text.slice(0, 1000));
  return JSON.parse(text) as Evaluation;
}

/** The problem of an answer that must be one, with its status. */
export async function refusedWith(response: Response, status: number): Promise<Refused> {
  const text = await response.text();
  assert.equal(response.status, status, text.slice(0, 1000));
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return JSON.parse(text) as Refused;
}

/** Does the work, while `/health` must go on answering within a second. */
export async function inGoodHealth<T>(address: string, work: () => Promise<T>): Promise<T> {
  let working = true;
  const done = work().finally(() => {
    working = false;
  });
  // Whoever waits for the work below learns of its failure.
  done.catch(() => {});
  do {
    const asked = performance.now();
    const { status } = await fetch(`${address}/health`, { signal: AbortSignal.timeout(5000) });
    assert.equal(status, 200);
    const took = performance.now() - asked;
    assert.ok(took < 1000, `/health took ${Math.round(took)} ms`);
    await wait(50);
  } while (working);
  return done;
}
