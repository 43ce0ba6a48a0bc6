import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openSite, type TestSite } from '../web/site.js';

const rule = '/rules/bfa7ee22-b5a9-42c8-bd50-2e95885640bb';
const paths = [
  '/',
  '/rules?severity=High',
  rule,
  '/rules/44444444-4444-4444-8444-444444444444',
  '/tactics/InitialAccess',
  '/techniques/T1078',
  '/tables',
  '/tables/SenservaPro_CL',
  '/fields/ControlName_s',
  '/indicators',
  '/search?q=ControlName_s',
  '/coverage',
  '/problems',
  '/kql/support',
  '/nowhere',
];
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('pages in a browser', () => {
  let site: TestSite;
  let server: Server;
  let browser: Browser;
  let base: string;

  before(async () => {
    site = await openSite();
    site.pool.places = 4;
    server = createServer(site.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: quiet });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    site?.close();
  });

  /** Opens a page that must raise no error, and nothing that the content policy forbids. */
  async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
    });
    await page.goto(base + path);
    return { page, errors };
  }

  /** What axe finds on the page, by all of its rules or only by some. */
  async function violations(page: Page, only: string[] = []): Promise<string[]> {
    // Rows of a long table are made alike, and looking at all of them takes most of the time.
    const context = { exclude: [['tbody tr:nth-child(n + 12)']] };
    const options = { resultTypes: ['violations'], ...(only.length > 0 && { runOnly: only }) };
    await page.evaluate(axe.source);
    const found = await page.evaluate(`axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`);
    return (found as AxeResults).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }

  it('has no accessibility violation on any page, in light and dark, and never scrolls sideways', async () => {
    const { page, errors } = await open('/');
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(base + path);
      assert.deepEqual(await violations(page), [], path);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await violations(page, ['color-contrast']), [], `${path} in the dark`);
      for (const width of [390, 800, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${path} at ${width}`);
      }
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`runs a rule ${javaScriptEnabled ? 'in place with' : 'on a page of its own without'} JavaScript`, async () => {
      site.pool.outcome = {
        is: 'result',
        result: {
          ruleId: 'x',
          verdict: 'no-alert',
          now: '2026-11-24T00:00:00Z',
          window: { from: '2026-11-23T18:00:00Z', to: '2026-11-24T00:00:00Z' },
          trigger: { operator: 'gt', threshold: 0, count: 0 },
          columns: [{ name: 'ControlName_s', type: 'string' }],
          rows: [['y']],
          truncated: false,
          alerts: [],
          stages: [{ index: 0, kind: 'source', text: 'SenservaPro_CL', rowsIn: 2, rowsOut: 0, ms: 1 }],
          explanation: [
            {
              table: 'SenservaPro_CL',
              record: 0,
              fate: {
                stage: 1,
                reason: 'value differs',
                predicate: "ControlName_s == 'AzureSecureScoreIntegratedApps'",
                span: { start: 23, end: 72 },
                field: 'ControlName_s',
                expected: 'AzureSecureScoreIntegratedApps',
                actual: 'x',
              },
            },
          ],
          problems: [],
          elapsedMs: 1,
        },
      };
      const { page, errors } = await open(rule, { javaScriptEnabled });
      await page.fill('#records', '{"ControlName_s":"x"}\n{"ControlName_s":"y"}');
      await page.click('button:has-text("Run rule")');
      await page.waitForSelector('#verdict');
      assert.equal(await page.textContent('#verdict'), 'Does not fire');
      const job = site.pool.jobs[site.pool.jobs.length - 1];
      assert.equal(
        Buffer.from(job.body).toString().replaceAll('\r\n', '\n'),
        '{"ControlName_s":"x"}\n{"ControlName_s":"y"}',
      );
      assert.equal(new URL(page.url()).pathname, javaScriptEnabled ? rule : `${rule}/evaluate`);
      if (javaScriptEnabled) {
        assert.equal(await page.evaluate('document.activeElement.id'), 'verdict', 'the focus is on the answer');
      } else assert.equal(await page.inputValue('#records'), '{"ControlName_s":"x"}\n{"ControlName_s":"y"}');
      assert.match((await page.textContent('#r-SenservaPro_CL-1')) ?? '', /Dropped2?.*a different value/);
      // The scanner itself is a script.
      if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `at ${width}`);
      }
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }

  it('runs a file of records', async () => {
    const { page } = await open(rule);
    await page.setInputFiles('#file', { name: 'records.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await page.waitForSelector('#verdict');
    const job = site.pool.jobs[site.pool.jobs.length - 1];
    assert.deepEqual([job.format, Buffer.from(job.body).toString()], ['csv', 'a,b\n1,2\n']);
    await page.context().close();
  });

  it('filters in place, keeps the focus, and goes by addresses without JavaScript', async () => {
    const { page } = await open('/rules');
    const low = page.locator('#facets input[value="Low"]');
    await low.check();
    // Not `waitForFunction`: what it evaluates again in the page, the page's policy forbids.
    await page.locator('#res', { hasText: /^2 rules$/ }).waitFor();
    assert.match(page.url(), /severity=Low/);
    assert.equal(await page.evaluate('document.activeElement.value'), 'Low');
    await page.context().close();
    const plain = await open('/rules', { javaScriptEnabled: false });
    await plain.page.locator('#facets input[value="Low"]').check();
    await plain.page.click('button:has-text("Apply filters")');
    assert.equal(await plain.page.textContent('#res'), '2 rules');
    await plain.page.context().close();
  });

  it('obeys its keys outside of text fields', async () => {
    const { page } = await open('/rules');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.locator('tbody tr').nth(1).locator('th a').textContent();
    assert.equal(await page.evaluate('document.activeElement.textContent'), second);
    await page.keyboard.press('/');
    await page.keyboard.type('jk?');
    assert.equal(await page.inputValue('#find'), 'jk?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.waitForURL(/#keys$/);
    await page.context().close();
  });

  it('keeps a chosen theme', async () => {
    const { page } = await open('/rules?severity=High');
    await page.click('button:has-text("Dark")');
    await page.waitForURL(/severity=High/);
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(15, 21, 27)');
    await page.context().close();
  });
});
