import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { ProblemError } from '../../src/base/problem.js';
import { catalogRules, runnableOf } from '../../src/cli/runnable.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import { type CatalogLine, evaluateCatalog, evaluateRule } from '../../src/evaluation/index.js';
import { givesNothingFromNothing } from '../../src/evaluation/nothing.js';
import { ruleOf } from './rule.js';

const store = mkdtempSync(path.join(tmpdir(), 'telltale-evaluation-'));
after(() => rmSync(store, { recursive: true }));
await ingest({ paths: ['catalog'], store });
const catalog = openCatalog(store);
const recordsOf = (file: string) => readFileSync(path.join('catalog', file.replace(/\.yaml$/, '.match.ndjson')));
const posted = (...bodies: Buffer[]) => ({ body: Buffer.concat(bodies), format: 'ndjson' as const });
const today = '2026-01-01T00:00:00Z';

describe('all rules at once', () => {
  test('give what each gives alone, whatever was skipped', () => {
    const some = posted(...catalog.rules.slice(0, 12).map(({ path: file }) => recordsOf(file)));
    const lines = new Map<string, CatalogLine>();
    for (const line of evaluateCatalog(catalogRules(catalog), some, () => 0, today)) lines.set(line.path, line);
    let fired = 0;
    for (const { slug, path: file } of catalog.rules) {
      const runnable = runnableOf(catalog, slug);
      assert.ok(runnable);
      const line = lines.get(file);
      try {
        const { verdict, trigger } = evaluateRule(runnable, some, () => 0, today);
        assert.equal(line?.verdict === 'alert', verdict === 'alert', file);
        if (verdict === 'alert') {
          fired++;
          assert.equal(line?.rows, trigger.count);
        }
      } catch (error) {
        assert.ok(error instanceof ProblemError);
        assert.ok(line?.problem !== undefined || (line?.missing.length ?? 0) > 0, file);
      }
    }
    assert.ok(fired >= 10, `${fired} rules fired`);
  });

  test('say what those lack that could not run', () => {
    const [first] = catalog.rules;
    const lines = [...evaluateCatalog(catalogRules(catalog), posted(recordsOf(first.path)), () => 0, today)];
    const idle = lines.find(({ verdict }) => verdict === 'not-run');
    assert.ok(idle);
    assert.ok(idle.missing.length > 0);
    assert.deepEqual(Object.keys(idle).slice(0, 6), ['ruleId', 'path', 'verdict', 'rows', 'missing', 'ms']);
  });
});

describe('nothing comes of nothing', () => {
  for (const [query, quiet] of [
    ['T_CL | where A == 1 | extend b = 2 | project b | take 1', true],
    ['T_CL | summarize count() by A', true],
    ['T_CL | summarize count()', false],
    ['T_CL | count', false],
    ['T_CL | make-series count() on TimeGenerated step 1h', false],
    ['union T_CL, (print x = 1)', false],
    ['let d = datatable(a:long)[1]; d | join kind=leftanti (T_CL) on $left.a == $right.b', false],
    ['let f = (x:string) { T_CL | where A == x }; f("a") | join (T_CL | summarize n = max(B) by A) on A', true],
    ["_GetWatchlist('a') | where SearchKey == 'b'", false],
    ['T_CL | evaluate bag_unpack(A)', false],
  ] as const)
    test(`${query} ${quiet ? 'gives no row' : 'may give one'}`, () =>
      assert.equal(givesNothingFromNothing(ruleOf(query)), quiet));
});
