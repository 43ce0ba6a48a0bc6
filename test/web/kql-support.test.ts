import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import request from 'supertest';
import { kqlSupportPage } from '../../src/web/pages/kql-support.js';
import { openSite } from './site.js';

describe('the page of KQL support', () => {
  it("is built without Microsoft's parser", () => {
    const page = new URL('../../src/web/pages/kql-support.js', import.meta.url);
    const script = `const { kqlSupportPage } = await import('${page}');
      console.log(kqlSupportPage().names, 'Kusto' in globalThis);`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.match(printed, /^[5-9]\d\d false\n$/);
  });

  it('has each name once under its own anchor, where the hints of problems lead', async () => {
    const site = await openSite();
    try {
      const { text } = await request(site.app).get('/kql/support').set('Accept', 'text/html').expect(200);
      const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      assert.deepEqual(
        ids.filter((id, i) => ids.indexOf(id) !== i),
        [],
      );
      for (const name of ['reduce', 'parse_user_agent', 'sql_request', 'cursor_after', 'session_count'])
        assert.ok(ids.includes(name), name);
      assert.match(text, /id="notnull".*?Use isnotnull/);
      assert.match(text, /id="cursor_after".*?>service<.*?database cursor/);
    } finally {
      site.close();
    }
  });

  it('counts what it lists', () => {
    const { parts, hidden, names } = kqlSupportPage();
    for (const { rows, all, full, partial, service, none } of [...parts, hidden]) {
      assert.equal(rows.length, all);
      assert.equal(full + partial + service + none, all);
    }
    assert.equal(
      parts.reduce((sum, { all }) => sum + all, 0),
      names,
    );
  });
});
