import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { evaluated, type HostileSite, inGoodHealth, lines, openHostileSite, refusedWith } from './site.js';

const json = 'application/json';
const ndjson = 'application/x-ndjson';
const csv = 'text/csv';
const mebibyte = 1024 * 1024;

const queries = {
  plain: 'Events_CL | project Name',
  prototype: `Events_CL
| project ['__proto__'], constructor, toString, inner = tostring(Bag['__proto__'].polluted), bag = tostring(Bag)`,
  named: "Events_CL | project ['__proto__'], constructor, toString",
  backtracking: 'Events_CL | where Name matches regex "(a+)+$"',
  replacing: `Events_CL | extend n = replace_regex(Name, "(a|aa)+?(b?)", @"\\1x"), m = extract("(a*)*b", 0, Name)
| project strlen(n), m`,
  polluted: 'Events_CL | project found = column_ifexists("polluted", "nothing")',
};

describe('hostile requests', () => {
  let site: HostileSite;
  before(async () => {
    const timeouts = { headersTimeout: 1000, requestTimeout: 3000, connectionsCheckingInterval: 100 };
    site = await openHostileSite(queries, { seconds: 20 }, timeouts);
  });
  after(() => site.close());

  it('refuses bodies that cannot be read, and says where', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const cases = [
      [json, '[{"Name": }]', 'bad-json', undefined, /no JSON/],
      [json, '', 'bad-json', undefined, /no JSON/],
      [json, `[{"Name": ${deep}}]`, 'bad-json', undefined, /deeper than 1,000 levels/],
      [ndjson, '{"Name":"a"}\n\n{"Name":"b"\n{"Name":"c"}', 'bad-json-line', 3, /Line 3 /],
      [ndjson, `{"Name":"a"}\n{"Name":${deep}}`, 'bad-json-line', 2, /deeper than 1,000 levels/],
      [csv, 'Name,Value\na,1\n"b,2', 'bad-csv', 3, /Line 3 /],
      [csv, 'Name\na"b', 'bad-csv', 2, /Line 2 /],
    ] as const;
    for (const [type, body, code, line, words] of cases) {
      const refused = await refusedWith(await site.post('plain', type, body), 400);
      assert.deepEqual([refused.code, refused.line], [code, line]);
      assert.match(refused.detail, words);
    }
  });

  it('refuses rules, types and encodings that it does not know', async () => {
    const unknown = await refusedWith(await site.post('11111111-2222-3333-4444-555555555555', json, '[]'), 404);
    assert.equal(unknown.code, 'unknown-rule');
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=utf-16'])
      assert.equal((await refusedWith(await site.post('plain', type, '[]'), 415)).code, 'wrong-content-type');
    const untyped = await site.post('plain', '', new TextEncoder().encode('[]'));
    assert.equal((await refusedWith(untyped, 415)).code, 'wrong-content-type');
    const encoded = await site.post('plain', json, '[]', { headers: { 'content-encoding': 'br' } });
    assert.equal((await refusedWith(encoded, 415)).code, 'wrong-content-encoding');
  });

  it('refuses gzip that is none or never ends', async () => {
    const zipped = (body: Uint8Array) => site.post('plain', ndjson, body, { headers: { 'content-encoding': 'gzip' } });
    assert.equal((await refusedWith(await zipped(Buffer.from('no gzip')), 400)).code, 'bad-gzip');
    const bomb = gzipSync(Buffer.alloc(40 * mebibyte));
    assert.ok(bomb.length < mebibyte);
    const refused = await inGoodHealth(site.address, async () => refusedWith(await zipped(bomb), 413));
    assert.equal(refused.code, 'body-too-large');
  });

  it('refuses bodies over the limit, declared and not', async () => {
    const large = Buffer.alloc(17 * mebibyte, ' ');
    assert.equal((await refusedWith(await site.post('plain', json, large), 413)).code, 'body-too-large');
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(large.subarray(0, mebibyte));
      },
    });
    const endless = await inGoodHealth(site.address, () => site.post('plain', json, chunks, { duplex: 'half' }));
    assert.equal((await refusedWith(endless, 413)).code, 'body-too-large');
  });

  it('takes the names of prototypes for the names of fields', async () => {
    const record =
      '{"__proto__":"p","constructor":"c","toString":"t","Bag":{"__proto__":{"polluted":"yes"},"constructor":1}}';
    const expected = ['p', 'c', 't', 'yes', '{"__proto__":{"polluted":"yes"},"constructor":1}'];
    const bodies = [
      [json, `[${record}]`],
      [json, `{"tables":{"Events_CL":[${record}],"__proto__":[{"polluted":1}]}}`],
      [ndjson, record],
    ] as const;
    for (const [type, body] of bodies) {
      const answer = await evaluated(await site.post('prototype', type, body));
      assert.deepEqual(answer.rows, [expected], body);
    }
    const answer = await evaluated(await site.post('named', csv, '__proto__,constructor,toString\np,c,t\n'));
    assert.deepEqual(answer.rows, [['p', 'c', 't']]);
    const clean = await evaluated(await site.post('polluted', json, '[{"Name":"a"}]'));
    assert.deepEqual(clean.rows, [['nothing']]);
    assert.ok(!('polluted' in {}));
  });

  it('answers patterns that other engines would go back over for ever', async () => {
    const body = lines([{ Name: `${'a'.repeat(50_000)}!` }, { Name: 'aaa' }]);
    assert.deepEqual((await evaluated(await site.post('backtracking', ndjson, body))).rows, [['aaa']]);
    const { rows } = await evaluated(await site.post('replacing', ndjson, body));
    assert.deepEqual(rows, [
      [100_001, ''],
      [6, ''],
    ]);
  });

  it('answers a hundred at once, or tells them when to come back', async () => {
    const body = lines(Array.from({ length: 100 }, (_, i) => ({ Name: `n${i}` })));
    const answers = await inGoodHealth(site.address, () =>
      Promise.all(
        Array.from({ length: 100 }, async () => {
          const response = await site.post('plain', ndjson, body);
          if (response.status === 429) {
            assert.match(response.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
            assert.equal((await refusedWith(response, 429)).code, 'busy');
          } else assert.equal((await evaluated(response)).rows.length, 100);
          return response.status;
        }),
      ),
    );
    assert.ok(answers.filter((status) => status === 200).length >= 9, 'as many as there is room for');
  });

  it('closes connections that dawdle over their headers or their body, and frees their place', async () => {
    const port = Number(new URL(site.address).port);
    const path = new URL((await site.post('plain', json, '[]')).url).pathname;
    const dawdlers = [
      'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[`,
    ].flatMap((start) =>
      Array.from({ length: 10 }, async () => {
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        socket.write(start);
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk;
        });
        await Promise.race([once(socket, 'close'), wait(15_000, undefined, { ref: false })]);
        socket.destroy();
        return answer.split('\r\n')[0];
      }),
    );
    const answers = await inGoodHealth(site.address, () => Promise.all(dawdlers));
    assert.ok(
      answers.every((answer) => /^HTTP\/1\.1 (408|429) /.test(answer)),
      answers.join(),
    );
    assert.equal((await site.post('plain', json, '[]')).status, 200);
  });
});
