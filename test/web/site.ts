import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import { type Catalog, ingest, openCatalog } from '../../src/corpus/index.js';
import { wordIndex } from '../../src/search/index.js';
import { type AppOptions, createApp } from '../../src/web/index.js';
import { Pool } from './pool.js';

/** The folder of the rules that the tests of this room serve. */
export const fixtures = fileURLToPath(new URL('../../../../test/web/fixtures/', import.meta.url));

/** A server's application over a catalog of the fixtures. */
export interface TestSite {
  readonly app: Express;
  readonly catalog: Catalog;
  readonly pool: Pool;
  close(): void;
}

/** Ingests the fixtures, and a file that cannot be read, into a store of its own and makes an application over it. */
export async function openSite(options: Partial<AppOptions> = {}): Promise<TestSite> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-web-'));
  const store = join(home, 'store');
  const broken = join(home, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'broken.yaml'), 'id: 55555555-5555-4555-8555-555555555555\nname: [never closed\n');
  await ingest({ paths: [fixtures, broken], store, parts: [wordIndex] });
  const catalog = openCatalog(store);
  const pool = new Pool();
  return {
    app: createApp({ catalog, evaluator: pool, ...options }),
    catalog,
    pool,
    close: () => {
      catalog.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
