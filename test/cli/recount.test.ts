import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { telltale } from './telltale.js';

interface Row {
  readonly ruleId: string;
  readonly path: string;
  readonly field: string;
  readonly kind: string;
  readonly value: unknown;
  readonly polarity: string;
}

const keyOf = ({ field, kind, value }: Pick<Row, 'field' | 'kind' | 'value'>) =>
  JSON.stringify([field, kind === 'in' ? 'eq' : kind, value]);

test('the counts that a page shows are those of the raw rows, where copies of a rule count once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-recount-'));
  try {
    const store = join(folder, 'store');
    // Without the records of saved tests, which would run.
    const rulesOnly = { recursive: true, filter: (path: string) => !path.endsWith('.ndjson') };
    cpSync('catalog', join(folder, 'rules'), rulesOnly);
    cpSync('catalog/credential-access', join(folder, 'copies'), rulesOnly);
    await telltale('ingest', join(folder, 'rules'), join(folder, 'copies'), '--store', store);
    const { stdout } = await telltale('indicators', '--store', store, '--json');
    const rows: Row[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rules = new Map<string, Set<string>>();
    for (const row of rows.filter(({ polarity }) => polarity === 'match'))
      rules.set(keyOf(row), (rules.get(keyOf(row)) ?? new Set()).add(row.ruleId));
    const mostShared = [...rules].sort(([, a], [, b]) => b.size - a.size).slice(0, 10);
    assert.ok(mostShared.every(([, sharing]) => sharing.size > 1));
    const pathsOf = (key: string) => new Set(rows.filter((row) => keyOf(row) === key).map(({ path }) => path));
    assert.ok(mostShared.some(([key, sharing]) => pathsOf(key).size > sharing.size));
    for (const [key, sharing] of mostShared) {
      const [rule] = sharing;
      const shown = JSON.parse((await telltale('show', rule, '--store', store, '--json')).stdout);
      const indicator = shown.indicators.find((each: Row) => keyOf(each) === key);
      assert.equal(indicator?.corpus.others, sharing.size - 1, key);
      assert.equal(indicator.corpus.byLanguage.kusto, sharing.size - 1, key);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
