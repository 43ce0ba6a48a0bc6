import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import type { Evaluation } from '../../src/web/index.js';
import { openSite, type TestSite } from './site.js';

const apps = 'bfa7ee22-b5a9-42c8-bd50-2e95885640bb';
const path = `/rules/${apps}/evaluate`;
const answer: Evaluation = {
  ruleId: apps,
  verdict: 'alert',
  now: '2026-11-24T03:00:00.0000000Z',
  window: { from: '2026-11-23T21:00:00.0000000Z', to: '2026-11-24T03:00:00.0000000Z' },
  trigger: { operator: 'gt', threshold: 0, count: 1 },
  columns: [{ name: 'ControlName_s', type: 'string' }],
  rows: [['<b>bold</b>']],
  truncated: false,
  alerts: [
    {
      title: 'Apps',
      description: '',
      severity: 'High',
      tactics: ['Exfiltration'],
      entities: [{ type: 'Account', fields: { Name: 'x' } }],
      customDetails: {},
      rows: [0],
    },
  ],
  stages: [{ index: 0, kind: 'source', text: 'SenservaPro_CL', rowsIn: 3, rowsOut: 1, ms: 0.1 }],
  problems: [],
  elapsedMs: 2,
};

describe('evaluate', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite({ limits: { records: 1000, form: 500 } });
  });
  beforeEach(() => {
    Object.assign(site.pool, { places: 1, stuck: false, outcome: { is: 'result', result: answer } });
    site.pool.jobs.length = 0;
    site.pool.reserved.length = 0;
  });
  afterEach(() => assert.equal(site.pool.free, site.pool.places, 'every place is free again'));
  after(() => site.close());

  const post = (type: string, body: string | Buffer) =>
    request(site.app).post(path).set('Content-Type', type).send(body);
  const lastJob = () => site.pool.jobs[site.pool.jobs.length - 1];

  it('hands the bytes on as they are, with their format and the options of the address', async () => {
    const broken = '{"a": 9007199254740993} not json at all';
    const { body } = await post('application/json; charset=utf-8', broken)
      .query({ table: 'T', now: '2026-01-01', explain: 'true', limit: '5' })
      .expect(200);
    assert.deepEqual(body, answer);
    const { body: bytes, ...job } = lastJob();
    assert.equal(Buffer.from(bytes).toString(), broken);
    assert.deepEqual(job, { slug: apps, format: 'json', table: 'T', now: '2026-01-01', explain: true, limit: 5 });
    await post('application/x-ndjson', '{}\n{}').expect(200);
    assert.equal(lastJob().format, 'ndjson');
    await post('text/csv', 'a,b\n1,2').expect(200);
    assert.equal(lastJob().format, 'csv');
  });

  it('unpacks gzip', async () => {
    await post('application/x-ndjson', gzipSync('{"a":1}\n')).set('Content-Encoding', 'gzip').expect(200);
    assert.equal(Buffer.from(lastJob().body).toString(), '{"a":1}\n');
  });

  it('refuses types and encodings that it cannot read before taking a place', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16']) {
      const { body, headers } = await post(type, '[]')
        .expect(415)
        .expect('Content-Type', /application\/problem\+json/);
      assert.equal(body.code, 'wrong-content-type');
      assert.match(headers['accept-post'], /application\/x-ndjson/);
    }
    const { body } = await post('application/json', '[]')
      .set('Content-Encoding', 'br')
      .expect(415)
      .expect('Accept-Encoding', 'gzip');
    assert.equal(body.code, 'wrong-content-encoding');
    assert.equal(site.pool.reserved.length, 0);
  });

  it('refuses bodies over the cap: declared, chunked and unpacked', async () => {
    const declared = await post('application/json', 'x'.repeat(1001)).expect(413);
    assert.deepEqual([declared.body.code, declared.body.kind], ['body-too-large', 'limit']);
    assert.equal(site.pool.reserved.length, 0, 'a declared length is refused unread');
    await post('application/json', 'x'.repeat(1000)).expect(200);
    assert.equal((await chunked(Buffer.alloc(200_000, 'x'))).status, 413);
    assert.ok(gzipSync(Buffer.alloc(900_000)).length < 1000);
    await post('application/x-ndjson', gzipSync(Buffer.alloc(900_000)))
      .set('Content-Encoding', 'gzip')
      .expect(413);
    await post('application/x-ndjson', gzipSync(Buffer.alloc(1000, ' ')))
      .set('Content-Encoding', 'gzip')
      .expect(200);
    assert.equal(lastJob().body.length, 1000);
  });

  it('refuses gzip that is none, or is cut short', async () => {
    for (const body of [Buffer.from('plain'), gzipSync('{"a":1}'.repeat(9)).subarray(0, 20)]) {
      const refused = await post('application/x-ndjson', body).set('Content-Encoding', 'gzip').expect(400);
      assert.equal(refused.body.code, 'bad-gzip');
    }
  });

  it('sends clients away while the pool has no room', async () => {
    site.pool.places = 0;
    const { body } = await post('application/json', '[]').expect(429).expect('Retry-After', '7');
    assert.equal(body.code, 'busy');
    assert.equal(site.pool.jobs.length, 0);
  });

  it('aborts the run of a client that leaves, and frees its place', async () => {
    site.pool.stuck = true;
    const server = createServer(site.app).listen(0);
    await once(server, 'listening');
    const client = http.request({
      port: (server.address() as AddressInfo).port,
      path,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    client.on('error', () => {});
    client.end('[]');
    while (site.pool.jobs.length === 0) await wait(5);
    assert.equal(site.pool.free, 0);
    client.destroy();
    const deadline = Date.now() + 2000;
    while (site.pool.free === 0 && Date.now() < deadline) await wait(5);
    assert.equal(site.pool.aborted, 1);
    server.close();
  });

  it('frees the place of a client that leaves in the middle of its body', async () => {
    const server = createServer(site.app).listen(0);
    await once(server, 'listening');
    const client = http.request({
      port: (server.address() as AddressInfo).port,
      path,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': '900' },
    });
    client.on('error', () => {});
    client.write('[');
    while (site.pool.free > 0) await wait(5);
    client.destroy();
    const deadline = Date.now() + 2000;
    while (site.pool.free === 0 && Date.now() < deadline) await wait(5);
    assert.equal(site.pool.jobs.length, 0);
    server.close();
  });

  it('answers 404 for a rule that is not there, and finds ids in any case', async () => {
    await request(site.app)
      .post('/rules/none/evaluate')
      .type('json')
      .send('[]')
      .expect(404)
      .expect('Content-Type', /problem\+json/);
    await request(site.app)
      .post(path.toUpperCase().replace('/RULES', '/rules').replace('/EVALUATE', '/evaluate'))
      .type('json')
      .send('[]')
      .expect(200);
    assert.equal(lastJob().slug, apps);
  });

  it('turns outcomes into statuses by whose matter they are', async () => {
    const cases = [
      ['request', 'bad-record', 400],
      ['unsupported', 'operator', 422],
      ['limit', 'time', 422],
      ['limit', 'body-too-large', 413],
    ] as const;
    for (const [kind, code, status] of cases) {
      site.pool.outcome = { is: 'refused', problem: { code, kind, message: 'So it is.' } };
      const { body } = await post('application/json', '[]').expect(status);
      assert.deepEqual([body.code, body.detail, body.message], [code, 'So it is.', 'So it is.']);
    }
  });

  it('shows the outcome of a posted form as a page, with what was sent', async () => {
    const form = (fields: Record<string, string>) =>
      request(site.app).post(path).type('form').set('Accept', 'text/html').send(fields);
    const { text } = await form({ records: '{"ControlName_s":"</textarea><b>"}', now: '2026-11-24' }).expect(200);
    assert.match(text, /Fires: 1 alert from 1 row/);
    assert.match(text, /<b>3<\/b> in, <b>1<\/b> out/);
    assert.match(text, /&lt;b&gt;bold&lt;\/b&gt;/);
    assert.doesNotMatch(text, /<\/textarea><b>/);
    assert.deepEqual([lastJob().format, lastJob().now, lastJob().explain], ['ndjson', '2026-11-24', true]);
    for (const [records, format] of [
      ['[{}]', 'json'],
      ['a,b\n1,2', 'csv'],
      ['{"records":[]}', 'json'],
      [' {"a":1}\n{"a":2}', 'ndjson'],
    ]) {
      await form({ records }).expect(200);
      assert.equal(lastJob().format, format, records);
    }
    await form({ records: '[]', format: 'csv' });
    assert.equal(lastJob().format, 'csv');
    site.pool.outcome = {
      is: 'refused',
      problem: { code: 'bad-record', kind: 'request', message: 'Line 3 is no record.' },
    };
    const refused = await form({ records: 'x' }).expect(400);
    assert.match(refused.text, /aria-invalid="true"/);
    assert.match(refused.text, /Line 3 is no record\./);
    await form({ records: 'x'.repeat(501) })
      .expect(413)
      .expect('Content-Type', /text\/html/);
    const asked = await request(site.app)
      .post(path)
      .type('form')
      .set('Accept', 'application/json')
      .send({ records: '' })
      .expect(400);
    assert.equal(asked.body.code, 'bad-record');
  });

  it('shows what became of each record, near misses first, and what would follow', async () => {
    const fate = {
      stage: 1,
      reason: 'value differs',
      predicate: "ControlName_s == 'x'",
      field: 'ControlName_s',
    } as const;
    site.pool.outcome = {
      is: 'result',
      result: {
        ...answer,
        incidents: [{ title: 'Apps', alerts: [0] }],
        suppressedUntil: '2026-11-24T08:00:00.0000000Z',
        explanation: [
          { table: 'SenservaPro_CL', record: 0, fate: { stage: 0, reason: 'reached the result', rows: [0] } },
          { table: 'SenservaPro_CL', record: 1, fate: { ...fate, expected: 'x', actual: '<y>' } },
          { table: 'SenservaPro_CL', record: 2, fate: { ...fate, expected: 'x', actual: 'x ', near: true } },
        ],
        replay: {
          from: '2026-11-24T00:00:00Z',
          to: '2026-11-24T02:00:00Z',
          frequencySeconds: 3600,
          periodSeconds: 1800,
          gapSeconds: 1800,
          overlapSeconds: 0,
          runs: [{ now: '2026-11-24T00:00:00Z', verdict: 'suppressed', count: 0, alerts: [] }],
        },
        problems: [{ code: 'odd', kind: 'query', message: 'Something is odd.', hint: '/kql/support#odd' }],
      },
    };
    const { text } = await request(site.app)
      .post(path)
      .type('form')
      .set('Accept', 'text/html')
      .send({ records: '{}', from: '2026-11-24', to: '2026-11-25' })
      .expect(200);
    const { from, to } = lastJob();
    assert.deepEqual([from, to], ['2026-11-24', '2026-11-25']);
    for (const part of [
      '2 records were dropped, 1 of them a near miss.',
      'One incident would be opened: &quot;Apps&quot;.',
      'Then the rule would not run until 24 Nov 2026, 08:00 UTC.',
      'passed every stage, to row <a href="#row-1">1</a>',
      'only space at its ends differs',
      '<code>x\u2423</code>',
      '&lt;y&gt;',
      'Between two runs lie 1,800 seconds that no run looks at.',
      '<a href="/kql/support#odd">What is supported</a>',
    ])
      assert.ok(text.includes(part), part);
    const order = ['Near misses', 'In the alert', 'Dropped'].map((title) => text.indexOf(`<h3>${title}`));
    assert.ok(order[0] > 0 && order[0] < order[1] && order[1] < order[2]);
  });

  it('shows the outcome of a posted file as a page to those who ask for one', async () => {
    const { text } = await post('text/csv', 'a\n1')
      .set('Accept', 'text/html')
      .expect(200)
      .expect('Content-Type', /text\/html/);
    assert.match(text, /id="outcome"/);
  });

  async function chunked(body: Buffer): Promise<{ status: number | undefined }> {
    const server = createServer(site.app).listen(0);
    await once(server, 'listening');
    const client = http.request({
      port: (server.address() as AddressInfo).port,
      path,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
    });
    for (let at = 0; at < body.length; at += 16_384) client.write(body.subarray(at, at + 16_384));
    client.end();
    const [response] = (await once(client, 'response')) as [http.IncomingMessage];
    response.resume();
    server.close();
    return { status: response.statusCode };
  }
});
