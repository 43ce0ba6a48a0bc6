import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import request from 'supertest';
import { openSite, type TestSite } from './site.js';

describe('service', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  it('says that it is well, and what it counts', async () => {
    const health = await request(site.app).get('/health').expect(200);
    assert.deepEqual([health.body.status, health.body.rules], ['ok', 6]);
    await request(site.app).get('/rules').set('Accept', 'text/html');
    const { text } = await request(site.app)
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /^text\/plain; version=0\.0\.4/);
    assert.match(text, /^telltale_requests_total\{route="\/rules",status="200"\} 1$/m);
    assert.match(text, /^telltale_catalog_indicators 4$/m);
    for (const line of text.trimEnd().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? -?[\d.e+-]+)$/);
  });

  it('describes every route, with references that lead somewhere', async () => {
    const { body } = await request(site.app).get('/openapi.json').expect(200);
    assert.equal(body.openapi, '3.1.0');
    for (const path of [
      '/',
      '/rules',
      '/rules/{id}',
      '/rules/{id}/raw',
      '/tactics/{tactic}',
      '/techniques/{id}',
      '/tables/{name}',
      '/fields/{name}',
      '/indicators',
      '/indicators/{id}',
      '/search',
      '/coverage',
      '/coverage.json',
      '/health',
      '/metrics',
      '/openapi.json',
    ])
      assert.ok(body.paths[path]?.get, path);
    const run = body.paths['/rules/{id}/evaluate'].post;
    assert.deepEqual(Object.keys(run.requestBody.content).slice(0, 2), ['application/json', 'application/x-ndjson']);
    const references = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    assert.ok(references.length > 10);
    for (const name of references) assert.ok(Object.hasOwn(body.components.schemas, name), name);
    const ids = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('refuses in problem documents for programs and pages for people', async () => {
    const missing = await request(site.app)
      .get('/nowhere')
      .set('Accept', 'application/json')
      .expect(404)
      .expect('Content-Type', /application\/problem\+json/);
    assert.deepEqual([missing.body.status, missing.body.code, missing.body.kind], [404, 'no-page', 'request']);
    await request(site.app)
      .get('/nowhere')
      .set('Accept', 'application/problem+json')
      .expect(404)
      .expect('Content-Type', /application\/problem\+json/);
    const shown = await request(site.app)
      .get('/nowhere')
      .set('Accept', 'text/html')
      .expect(404)
      .expect('Content-Type', /text\/html/);
    assert.match(shown.text, /Nothing is served at \/nowhere/);
    await request(site.app).get('/rules/%E0%A4%A').expect(400);
    await request(site.app).delete('/rules').expect(405).expect('Allow', 'GET');
  });

  it('names what is nearest to what does not exist', async () => {
    const near = await request(site.app)
      .get('/rules/bfa7ee22-b5a9-42c8-bd50-2e95885640b')
      .set('Accept', 'application/json')
      .expect(404);
    assert.equal(near.body.nearest[0].name, 'Third party integrated apps');
    const table = await request(site.app).get('/tables/SenservaPro_CI').set('Accept', 'text/html').expect(404);
    assert.match(table.text, /href="\/tables\/SenservaPro_CL"/);
  });

  it('keeps the theme in a cookie and goes back to pages of its own only', async () => {
    const choose = (theme: string, back: string) => request(site.app).post('/theme').type('form').send({ theme, back });
    const chosen = await choose('dark', '/rules?severity=High').expect(303).expect('Location', '/rules?severity=High');
    assert.match(chosen.headers['set-cookie'][0], /^theme=dark; Max-Age=31536000; Path=\/; .*HttpOnly; SameSite=Lax$/);
    for (const back of ['//evil.example/x', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '']) {
      const { headers } = await choose('light', back).expect(303);
      assert.match(headers.location, /^\/(?![/\\])/, back);
    }
    await choose('neon', '/').expect(400);
    const dark = await request(site.app).get('/').set('Cookie', 'a=b; theme=dark').set('Accept', 'text/html');
    assert.match(dark.text, /<html lang="en" data-theme="dark">/);
    const odd = await request(site.app).get('/').set('Cookie', 'theme=constructor').set('Accept', 'text/html');
    assert.match(odd.text, /<html lang="en">/);
  });

  it('serves its assets for good, by addresses that change with their content', async () => {
    const { text } = await request(site.app).get('/').set('Accept', 'text/html');
    const [, address] = /href="(\/assets\/telltale\.css\?v&#x3D;[0-9a-f]{12})"/.exec(text) ?? [];
    const style = await request(site.app).get(address.replace('&#x3D;', '=')).expect(200);
    assert.match(style.headers['cache-control'], /immutable/);
    await request(site.app).get('/assets/../package.json').expect(404);
    await request(site.app)
      .get('/assets/%2e%2e/layouts/main.hbs')
      .expect(/^(?!<!doctype html>\n<html lang="en"\{\{)/);
  });
});
