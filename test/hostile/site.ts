import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Evaluation } from '../../src/web/index.js';
import type { SiteOptions } from './site-child.js';

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
  /** Posts to a rule by its name. */
  post(rule: string, type: string, body: Body, init?: RequestInit): Promise<Response>;
  close(): void;
}

type Body = string | Uint8Array | ReadableStream;

/** The id of the rule of each query. */
export function idsOf<Name extends string>(queries: Readonly<Record<Name, string>>): Readonly<Record<Name, string>> {
  const names = Object.keys(queries) as Name[];
  return Object.fromEntries(
    names.map((name, place) => [name, `0badc0de-0000-4000-8000-${String(place).padStart(12, '0')}`]),
  ) as Record<Name, string>;
}

/** A folder of rules, and a place for a store beside it. */
export interface Rules {
  readonly folder: string;
  readonly store: string;
  remove(): void;
}

/** Writes a rule file for each query, and other files beside them; whoever asks removes it all. */
export function makeRules(
  queries: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Rules {
  const home = mkdtempSync(join(tmpdir(), 'telltale-hostile-'));
  const folder = join(home, 'rules');
  mkdirSync(folder);
  for (const [name, id] of Object.entries(idsOf(queries)))
    writeFileSync(join(folder, `${name}.yaml`), ruleText(id, name, queries[name]));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, store: join(home, 'store'), remove: () => rmSync(home, { recursive: true, force: true }) };
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

/** Serves the rules as `serve` does, but for the limits given. */
export async function openHostileSite(
  queries: Readonly<Record<string, string>>,
  pool: SiteOptions['pool'] = {},
  server: SiteOptions['server'] = {},
): Promise<HostileSite> {
  const rules = makeRules(queries);
  const options: SiteOptions = { rules: rules.folder, store: rules.store, pool, server };
  const child = fork(new URL('./site-child.js', import.meta.url), [JSON.stringify(options)]);
  const [address] = (await once(child, 'message')) as [string];
  const ids: Readonly<Record<string, string>> = idsOf(queries);
  return {
    address,
    post: (rule, type, body, init) => post(`${address}/rules/${ids[rule] ?? rule}/evaluate`, type, body, init),
    close() {
      child.kill('SIGKILL');
      rules.remove();
    },
  };
}

/** What all requests say: a kept connection may end while the tests are busy, and nobody would ask again. */
export const asking = { accept: 'application/json', connection: 'close' };

/** Posts a body, asking for JSON. */
export function post(address: string, type: string, body: Body, init: RequestInit = {}): Promise<Response> {
  const headers = {
    ...asking,
    ...(type === '' ? {} : { 'content-type': type }),
    ...init.headers,
  };
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

/** Does the work, while `/health` must go on answering: within a second as a rule, as this machine may be busy itself, and within five always. */
export async function inGoodHealth<T>(address: string, work: () => Promise<T>): Promise<T> {
  let working = true;
  const done = work().finally(() => {
    working = false;
  });
  // Whoever waits for the work below learns of its failure.
  done.catch(() => {});
  const times: number[] = [];
  do {
    const asked = performance.now();
    const { status } = await fetch(`${address}/health`, { headers: asking, signal: AbortSignal.timeout(5000) });
    assert.equal(status, 200);
    times.push(performance.now() - asked);
    await wait(50);
  } while (working);
  times.sort((a, b) => a - b);
  const median = times[Math.floor((times.length - 1) / 2)];
  assert.ok(median < 1000, `/health took ${Math.round(median)} ms`);
  return done;
}
