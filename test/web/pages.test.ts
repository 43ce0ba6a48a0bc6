import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import request from 'supertest';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import { wordIndex } from '../../src/search/index.js';
import { createApp } from '../../src/web/index.js';
import { fixtures, openSite, type TestSite } from './site.js';

const apps = 'bfa7ee22-b5a9-42c8-bd50-2e95885640bb';
const guests = '11111111-1111-4111-8111-111111111111';
const twins = '33333333-3333-4333-8333-333333333333';
const markup = '44444444-4444-4444-8444-444444444444';

describe('pages', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  const page = (path: string) => request(site.app).get(path).set('Accept', 'text/html');
  const json = (path: string) => request(site.app).get(path).set('Accept', 'application/json');
  const indicatorOf = async (value: string): Promise<string> => {
    const { body } = await json('/indicators');
    return body.indicators.find((one: { value: unknown }) => one.value === value).id;
  };

  it('shows the saved tests of a rule, each with what it expects and why it failed', async () => {
    const tested = await openSite({
      savedTests: (slug) =>
        slug === apps
          ? [
              { title: 'fires', expect: { alert: true, count: 1 }, alsoFire: [guests] },
              { title: 'long', expect: { alert: true }, othersUnknown: 'It took too long.' },
              { title: 'rests', expect: { alert: false }, failure: 'expected no alert, came <one>' },
            ]
          : [],
    });
    try {
      const { text } = await request(tested.app).get(`/rules/${apps}`).set('Accept', 'text/html').expect(200);
      assert.match(text, /<h2 id="tests">.*<small>2 of 3 passed<\/small>/);
      assert.match(text, /fires<\/th>.*an alert, 1 row.*passed/);
      assert.match(text, /is not known: It took too long/);
      assert.match(text, /rests<\/th>.*no alert.*failed.*came &lt;one&gt;/);
      assert.match(
        text,
        new RegExp(`On the records that fire this rule, <a href="/rules/${guests}">.*</a> fires, too`),
      );
      assert.doesNotMatch((await request(tested.app).get(`/rules/${twins}`)).text, /id="tests"/);
    } finally {
      tested.close();
    }
  });

  it('answers every page in HTML for people and its model in JSON for programs', async () => {
    const indicator = await indicatorOf('NonAdminGuest');
    const paths = [
      '/',
      '/rules',
      `/rules/${apps}`,
      '/tactics/Exfiltration',
      '/techniques/T1020',
      '/tables',
      '/tables/SenservaPro_CL',
      '/fields/ControlName_s',
      '/indicators',
      `/indicators/${indicator}`,
      '/search?q=guest',
      '/search',
      '/coverage',
      '/problems',
      '/changes',
      '/kql/support',
    ];
    for (const path of paths) {
      const html = await page(path)
        .expect(200)
        .expect('Content-Type', /text\/html/);
      assert.match(html.text, /<html lang="en">/, path);
      assert.match(html.text, /<h1/, path);
      assert.match(html.headers['content-security-policy'], /default-src 'none'/);
      assert.doesNotMatch(html.text, /<style|style="|onclick=|<script>/, `${path} keeps to the policy`);
      await json(path)
        .expect(200)
        .expect('Content-Type', /application\/json/);
      assert.match(html.headers.vary, /Accept/, path);
    }
  });

  it('narrows rules by facets, and counts each facet by what the others leave', async () => {
    const { body } = await json('/rules?severity=High&tactic=InitialAccess');
    assert.deepEqual(
      body.rules.map((rule: { name: string }) => rule.name),
      ['Guests, seen again'],
    );
    const facet = (name: string) => body.facets.find((one: { name: string }) => one.name === name).shown;
    assert.deepEqual(
      facet('severity').map(({ value, count, chosen }: Record<string, unknown>) => [value, count, chosen]),
      [
        ['High', 1, true],
        ['Medium', 1, false],
      ],
    );
    const tactics = Object.fromEntries(
      facet('tactic').map(({ value, count }: Record<string, string>) => [value, count]),
    );
    assert.deepEqual(tactics, { InitialAccess: 1, Persistence: 1, Exfiltration: 1, Execution: 1 });
    assert.deepEqual(
      body.chosen.map(({ without }: { without: string }) => without),
      ['/rules?tactic=InitialAccess', '/rules?severity=High'],
    );
  });

  it('takes several values of a facet as any of them, in any case', async () => {
    const { body } = await json('/rules?severity=medium&severity=HIGH&sort=name');
    assert.equal(body.total, 4);
    assert.deepEqual(
      body.rules.map((rule: { name: string }) => rule.name),
      [
        'Bold <b>claims</b> & <script>alert(1)</script>',
        'Guests that can invite',
        'Guests, seen again',
        'Third party integrated apps',
      ],
    );
  });

  it('sorts the worst first and pages through', async () => {
    const { body } = await json('/rules?size=4');
    assert.deepEqual(
      body.rules.map((rule: { severity: string }) => rule.severity),
      ['High', 'High', 'High', 'Medium'],
    );
    assert.deepEqual(body.pager, { total: 6, first: 1, last: 4, next: '/rules?page=2&size=4' });
    const next = await json(body.pager.next);
    assert.deepEqual(
      next.body.rules.map((rule: { name: string }) => rule.name),
      ['Twin one', 'Twin two'],
    );
    assert.equal(next.body.pager.previous, '/rules?size=4');
  });

  it('shows what an ingest changed, and what no rule looked for before', async () => {
    const home = mkdtempSync(join(tmpdir(), 'telltale-changes-'));
    const [rules, store] = [join(home, 'rules'), join(home, 'store')];
    const guest = join(rules, 'guests.yaml');
    cpSync(fixtures, rules, { recursive: true });
    await ingest({ paths: [rules], store, parts: [wordIndex] });
    writeFileSync(guest, readFileSync(guest, 'utf8').replace("== 'NonAdminGuest'", "== 'Visitor <1>'"));
    await ingest({ paths: [rules], store, parts: [wordIndex] });
    const catalog = openCatalog(store);
    try {
      const app = createApp({ catalog, evaluator: site.pool });
      const changes = await request(app).get('/changes').set('Accept', 'text/html').expect(200);
      assert.match(changes.text, /1 rule changed, 1 indicator not seen before/);
      assert.match(changes.text, /no longer<\/span> <code>\w+ eq &quot;NonAdminGuest&quot;/);
      assert.match(changes.text, /now<\/span> <code>\w+ eq &quot;Visitor &lt;1&gt;&quot;/);
      const newest = await request(app).get('/indicators?sort=newest').set('Accept', 'application/json').expect(200);
      assert.deepEqual(
        newest.body.indicators.map(({ value }: { value: unknown }) => value),
        ['Visitor <1>'],
      );
    } finally {
      catalog.close();
      rmSync(home, { recursive: true });
    }
    assert.match((await page('/changes')).text, /No ingest has changed a rule/);
  });

  it('takes no harm from odd query strings', async () => {
    for (const path of [
      '/rules?severity[a]=High',
      '/rules?__proto__=x&constructor=y',
      '/rules?severity=%00',
      '/rules?sort=__proto__',
      '/rules?page=99999',
    ])
      await page(path).expect(200);
    const { body } = await json('/rules?page=-1').expect(400);
    assert.equal(body.code, 'bad-page');
  });

  it('gives the rule model as the contract has it', async () => {
    const { body } = await json(`/rules/${apps.toUpperCase()}`).expect(200);
    assert.equal(body.id, apps);
    assert.equal(body.body.trim(), "SenservaPro_CL\n| where ControlName_s == 'AzureSecureScoreIntegratedApps'");
    const [indicator] = body.indicators;
    assert.deepEqual(
      [indicator.field, indicator.kind, indicator.value, indicator.corpus.others],
      ['ControlName_s', 'eq', 'AzureSecureScoreIntegratedApps', 0],
    );
    assert.deepEqual([body.queryPeriod, body.trigger], ['6h', { operator: 'gt', threshold: 0 }]);
  });

  it('counts the other rules that share an indicator, and lists them', async () => {
    const rule = await json(`/rules/${guests}`);
    assert.equal(rule.body.indicators[0].corpus.others, 1);
    const { body } = await json(`/indicators/${await indicatorOf('NonAdminGuest')}`);
    assert.equal(body.indicator.rules, 2);
    assert.deepEqual(
      body.uses.map((use: { row: { name: string } }) => use.row.name),
      ['Guests, seen again', 'Guests that can invite'],
    );
    const html = await page(`/rules/${guests}`);
    assert.match(html.text, /Guests, seen again/, 'as a similar rule');
    assert.match((await page(`/rules/${apps}`)).text, /only here/);
  });

  it('lists indicators from the most shared, or from the rarest', async () => {
    const counts = async (path: string) =>
      (await json(path)).body.indicators.map((one: { rules: number }) => one.rules);
    const shared: number[] = await counts('/indicators');
    assert.ok(shared[0] > 1);
    assert.deepEqual(
      shared,
      shared.toSorted((a, b) => b - a),
    );
    assert.deepEqual(await counts('/indicators?sort=rarest'), shared.toReversed());
    assert.match((await page('/indicators?sort=rarest&role=threat')).text, /Indicators, rarest first/);
    assert.equal((await json('/indicators?sort=oldest')).status, 400);
  });

  it('shows a rule with its facts, its coloured query and its file', async () => {
    const { text } = await page(`/rules/${apps}`);
    for (const part of [
      'Users may connect applications of other makers.',
      '6 hours, over the last 6 hours',
      'T1020 Automated Exfiltration',
      '<span class="tb">SenservaPro_CL</span>',
      'id="q-L2"',
      `action="/rules/${apps}/evaluate"`,
      'connectorId: SenservaPro',
    ])
      assert.ok(text.includes(part), part);
    const raw = await request(site.app)
      .get(`/rules/${apps}/raw`)
      .expect(200)
      .expect('Content-Type', 'text/plain; charset=utf-8');
    assert.equal(raw.text, readFileSync(join(fixtures, 'integrated-apps.yaml'), 'utf8'));
  });

  it('escapes what rules and searches hold', async () => {
    for (const path of [
      `/rules/${markup}`,
      '/rules',
      '/fields/SyslogMessage',
      `/search?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
      `/rules/${encodeURIComponent('<img src=x>')}`,
    ]) {
      const { text } = await page(path);
      assert.doesNotMatch(text, /<script>alert|<img src|<i>markup/, path);
    }
    assert.match((await page(`/rules/${markup}`)).text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  });

  it('keeps two rules of one id reachable, each naming the other', async () => {
    const first = await page(`/rules/${twins}`).expect(200);
    const { body } = await json(`/rules/${twins}`);
    assert.equal(body.alsoWithThisId.length, 1);
    const second = await json(`/rules/${encodeURIComponent(body.alsoWithThisId[0])}`).expect(200);
    assert.deepEqual([body.name, second.body.name].sort(), ['Twin one', 'Twin two']);
    assert.match(first.text, /Same id/);
  });

  it('finds rules and indicators by a field, a technique and an id', async () => {
    const field = await json('/search?q=ControlName_s');
    assert.equal(field.body.rules.length, 3);
    assert.equal(field.body.indicators.length, 2);
    assert.deepEqual(field.body.exact, [{ what: 'field', name: 'ControlName_s', href: '/fields/ControlName_s' }]);
    const technique = await json('/search?q=T1020');
    assert.equal(technique.body.exact[0].href, '/techniques/T1020');
    assert.equal(technique.body.rules[0].slug, apps);
    const none = await json('/search?q=ControlName_z');
    assert.ok(none.body.nearest.some((one: { name: string }) => one.name === 'ControlName_s'));
  });

  it('gathers a technique with its sub-techniques, and a tactic in any spelling', async () => {
    const technique = await json('/techniques/t1078');
    assert.deepEqual([technique.body.total, technique.body.direct], [2, 1]);
    for (const spelling of ['InitialAccess', 'initial-access', 'TA0001'])
      assert.equal((await json(`/tactics/${spelling}`)).body.total, 2);
    await json('/techniques/T1078.002').expect(200);
    await json('/techniques/T9999').expect(404);
  });

  it('draws coverage, and as a Navigator layer', async () => {
    const matrix = await json('/coverage?severity=high');
    assert.equal(matrix.body.rules, 3);
    const layer = await json('/coverage.json').expect(200);
    assert.deepEqual([layer.body.versions.layer, layer.body.domain], ['4.5', 'enterprise-attack']);
    const scores = Object.fromEntries(
      layer.body.techniques.map(({ techniqueID, score }: { techniqueID: string; score: number }) => [
        techniqueID,
        score,
      ]),
    );
    assert.deepEqual(scores, { T1020: 1, T1059: 1, T1078: 2, 'T1078.004': 1, T1485: 2 });
    await json('/coverage?severity=terrible').expect(400);
  });

  it('lists what ingest could not read', async () => {
    const { body } = await json('/problems');
    assert.ok(
      body.problems.some((problem: { path: string; lost: boolean }) => problem.path === 'broken.yaml' && problem.lost),
    );
    assert.match((await page('/problems')).text, /broken\.yaml/);
  });
});
