import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { runnableOf } from '../../src/cli/runnable.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import { evaluateRule } from '../../src/evaluation/index.js';

const store = mkdtempSync(path.join(tmpdir(), 'telltale-verdicts-'));
after(() => rmSync(store, { recursive: true }));
await ingest({ paths: ['catalog'], store });
const catalog = await openCatalog(store);

test('the catalog has rules to judge', () => {
  assert.ok(catalog.rules.length >= 40);
});

for (const { slug, path: file } of catalog.rules) {
  for (const [records, verdict] of [
    ['match', 'alert'],
    ['near-miss', 'no-alert'],
  ] as const) {
    test(`${file} on its ${records} records`, () => {
      const runnable = runnableOf(catalog, slug);
      assert.ok(runnable);
      const body = readFileSync(path.join('catalog', file.replace(/\.yaml$/, `.${records}.ndjson`)));
      const run = () => evaluateRule(runnable, { body, format: 'ndjson' }, () => 0, '2026-01-01T00:00:00Z');
      assert.equal(run().verdict, verdict);
    });
  }
}
