import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import request from 'supertest';
import { evaluateCatalog } from '../../src/evaluation/index.js';
import { ruleOf, run } from '../evaluation/rule.js';
import { openSite, type TestSite } from './site.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
}

describe('the API description', () => {
  let site: TestSite;
  let schemas: Readonly<Record<string, Schema>>;
  before(async () => {
    site = await openSite();
    schemas = (await request(site.app).get('/openapi.json')).body.components.schemas;
  });
  after(() => site.close());

  /** What of a value a schema does not allow, or does not know. */
  function faults(value: unknown, schema: Schema, at = ''): string[] {
    if (schema.$ref) return faults(value, schemas[schema.$ref.split('/').pop() ?? ''], at);
    if (schema.oneOf) {
      const tried = schema.oneOf.map((one) => faults(value, one, at));
      return tried.some((each) => each.length === 0) ? [] : tried.flat();
    }
    if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${JSON.stringify(value)}`];
    if ('const' in schema && schema.const !== value) return [`${at}: ${JSON.stringify(value)}`];
    const types = [schema.type ?? []].flat();
    if (types.length > 0 && !types.some((type) => isA(value, type))) return [`${at} is no ${types.join(' or ')}`];
    if (Array.isArray(value))
      return schema.items ? value.flatMap((each, i) => faults(each, schema.items ?? {}, `${at}[${i}]`)) : [];
    if (value === null || typeof value !== 'object') return [];
    const { properties, additionalProperties, required = [] } = schema;
    return [
      ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`),
      ...Object.entries(value).flatMap(([name, each]) => {
        const known = properties?.[name] ?? additionalProperties;
        if (known) return faults(each, known, `${at}.${name}`);
        return properties ? [`${at}.${name} is not described`] : [];
      }),
    ];
  }

  it('knows all of a rule', async () => {
    for (const { slug } of site.catalog.rules) {
      const { body } = await request(site.app)
        .get(`/rules/${encodeURIComponent(slug)}`)
        .set('Accept', 'application/json');
      assert.deepEqual(faults(body, schemas.Rule), [], slug);
    }
  });

  it('knows all of an answer, explained, replayed and suppressed', () => {
    const rule = ruleOf(
      "T | where a == 'x' and n > 1 | summarize c = count() by a | where c > 1",
      `suppressionEnabled: true
suppressionDuration: 5h
entityMappings:
  - entityType: Account
    fieldMappings: [{ identifier: Name, columnName: a }]
customDetails: { Count: c }
alertDetailsOverride: { alertDynamicProperties: [{ alertProperty: AlertLink, value: a }] }`,
    );
    const records = ['x', 'x', 'X', 'y'].map((a, n) => ({ TimeGenerated: '2024-01-01T00:30:00Z', a, n: n + 2 }));
    for (const options of [{ explain: true }, { from: '2024-01-01T00:00:00Z', to: '2024-01-01T09:00:00Z' }]) {
      const answer = JSON.parse(JSON.stringify(run(rule, { records, ...options })));
      assert.deepEqual(faults(answer, schemas.Evaluation), []);
      assert.ok(answer.explanation ?? answer.replay);
    }
  });

  it('knows all of a line of the whole catalog', () => {
    const rules = ["T | where a == 'x'", 'U | where b == 1', 'T | evaluate python(typeof(*), "")'].map((query) => ({
      ruleId: query,
      path: 'a.yaml',
      tables: [query[0]],
      load: () => ruleOf(query),
    }));
    const body = Buffer.from(JSON.stringify({ records: [{ a: 'x' }], table: 'T' }));
    const lines = [...evaluateCatalog(rules, { body, format: 'json' }, () => 0, '2024-01-01')];
    assert.deepEqual(
      lines.map(({ verdict }) => verdict),
      ['alert', 'not-run', 'not-run'],
    );
    for (const line of lines) assert.deepEqual(faults(JSON.parse(JSON.stringify(line)), schemas.CatalogLine), []);
  });
});

function isA(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}
