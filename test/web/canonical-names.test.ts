import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Express } from 'express';
import request from 'supertest';
import { type Catalog, ingest, openCatalog } from '../../src/corpus/index.js';
import { wordIndex } from '../../src/search/index.js';
import { createApp } from '../../src/web/index.js';
import { Pool } from './pool.js';

const rule = (id: string, query: string) => `id: ${id}
name: Looks for a gate
description: Someone at the gate.
severity: Medium
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [InitialAccess]
query: |
  ${query}
kind: Scheduled
`;
const parser = (name: string, body: string) => `Parser:
  Title: A parser
  Version: '0.1'
ParserName: ${name}
ParserQuery: |
  ${body}
`;
const files: Readonly<Record<string, string>> = {
  'gate.yaml': rule('10000000-0000-4000-8000-000000000001', "Gate_CL | where Who_s == 'ghost'"),
  'door.yaml': rule('10000000-0000-4000-8000-000000000002', "Door_CL | where Who_s == 'visitor'"),
  'vimAuthenticationEmpty.yaml': parser(
    'vimAuthenticationEmpty',
    'datatable(TargetUsername: string, User: string, Src: string)[]',
  ),
  'vimAuthenticationGate.yaml': parser(
    'vimAuthenticationGate',
    'Gate_CL | project-rename TargetUsername = Who_s | extend User = TargetUsername, Src = tostring(Address), Other = Place_s',
  ),
  'vimAuthenticationYard.yaml': parser('vimAuthenticationYard', 'Yard_CL | extend TargetUsername = User, Src = Src'),
  'vimDnsEmpty.yaml': parser('vimDnsEmpty', 'datatable(SrcUsername: string)[]'),
  'vimDnsGate.yaml': parser('vimDnsGate', 'Gate_CL | extend SrcUsername = Who_s'),
  // No parser lists the fields of its schema.
  'vimFileEventGate.yaml': parser('vimFileEventGate', 'Gate_CL | extend ActorUsername = Who_s'),
};

describe('canonical names', () => {
  let home: string;
  let catalog: Catalog;
  let app: Express;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'telltale-names-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    const store = join(home, '.store');
    await ingest({ paths: Object.keys(files).map((name) => join(home, name)), store, parts: [wordIndex] });
    catalog = openCatalog(store);
    app = createApp({ catalog, evaluator: new Pool() });
  });
  after(() => {
    catalog.close();
    rmSync(home, { recursive: true, force: true });
  });

  const page = async (path: string): Promise<string> =>
    (await request(app).get(path).set('Accept', 'text/html').expect(200)).text;
  const json = async (path: string) =>
    (await request(app).get(path).set('Accept', 'application/json').expect(200)).body;

  it('says on the page of a field what ASIM calls it, in which schema and by which parser', async () => {
    const { canonical, written } = await json('/fields/who_s');
    assert.deepEqual(
      canonical.map(({ name, schema, tables, parsers, through }: Record<string, unknown>) => ({
        name,
        schema,
        tables,
        parsers,
        through,
      })),
      [
        { name: 'SrcUsername', schema: 'Dns', tables: ['Gate_CL'], parsers: ['vimDnsGate'], through: [] },
        {
          name: 'TargetUsername',
          schema: 'Authentication',
          tables: ['Gate_CL'],
          parsers: ['vimAuthenticationGate'],
          through: [],
        },
      ],
    );
    assert.deepEqual(written, []);
    assert.match(
      await page('/fields/Who_s'),
      /Called <a href="\/fields\/TargetUsername"><code>TargetUsername<\/code><\/a> by ASIM <span[^>]*>\(Authentication, as vimAuthenticationGate has it; in <code>Gate_CL<\/code>\)/,
    );
  });

  it('lists on the page of the canonical name the fields that it stands for, though no rule tests it', async () => {
    const { written, total } = await json('/fields/Src');
    assert.equal(total, 0);
    assert.deepEqual(
      written.map(({ name, tables, through }: Record<string, unknown>) => ({ name, tables, through })),
      [{ name: 'Address', tables: ['Gate_CL'], through: ['tostring'] }],
    );
    const text = await page('/fields/TargetUsername');
    assert.match(text, /No rule tests this field/);
    assert.match(text, /Also written.*<a href="\/fields\/Who_s"><code>Who_s<\/code><\/a>.*<code>Gate_CL<\/code>/s);
    assert.match(await page('/fields/Address'), /<code>Src<\/code><\/a> by ASIM .*through <code>tostring<\/code>/);
  });

  it('takes an alias for no name, but a column that has the name of one for the field behind it', async () => {
    const { canonical, written } = await json('/fields/User');
    assert.deepEqual(
      canonical.map(({ name, tables }: Record<string, unknown>) => ({ name, tables })),
      [{ name: 'TargetUsername', tables: ['Yard_CL'] }],
    );
    assert.deepEqual(written, []);
  });

  it('knows no page of what is neither tested nor a field of ASIM', async () => {
    for (const name of ['Other', 'Place_s']) await request(app).get(`/fields/${name}`).expect(404);
  });

  it('names the field of an indicator where its table is the one that the parser reads', async () => {
    const { indicators } = await json('/indicators');
    const idOf = (value: string): string => indicators.find((one: { value: unknown }) => one.value === value).id;
    const { canonical } = await json(`/indicators/${idOf('ghost')}`);
    assert.deepEqual(
      canonical.map(({ name }: { name: string }) => name),
      ['SrcUsername', 'TargetUsername'],
    );
    assert.match(
      await page(`/indicators/${idOf('ghost')}`),
      /Called by ASIM<\/dt><dd>.*<a href="\/fields\/TargetUsername">/,
    );
    assert.deepEqual((await json(`/indicators/${idOf('visitor')}`)).canonical, []);
    assert.doesNotMatch(await page(`/indicators/${idOf('visitor')}`), /Called by ASIM/);
  });
});
