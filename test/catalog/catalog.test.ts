import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { readRuleFile, techniqueById } from '../../src/rules/index.js';
import { functions, type RecordKind, recordPath, recordsOf, rules, schemas } from './files.js';
import { analyze } from './language.js';

/** The fourteen tactics of the enterprise matrix, as Sentinel spells them. */
const tactics = [
  'Reconnaissance',
  'ResourceDevelopment',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'CommandAndControl',
  'Exfiltration',
  'Impact',
];

const kebab = (tactic: string) => tactic.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
const columnsNamedIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);
const seconds = (span: string) => {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(span) ?? assert.fail(`${span} is not a span such as 6h`);
  return Number(count) * { m: 60, h: 3600, d: 86400 }[unit as 'm' | 'h' | 'd'];
};

describe('the catalog', () => {
  test('covers every tactic with rules of its own', () => {
    const covered = new Set(rules.map(({ fields }) => fields.tactics[0]));
    assert.deepEqual([...covered].sort(), [...tactics].sort());
    assert.ok(rules.length >= 44, `${rules.length} rules`);
  });

  test('gives each rule an id of its own and a name of its own', () => {
    assert.equal(new Set(rules.map(({ fields }) => fields.id)).size, rules.length);
    assert.equal(new Set(rules.map(({ fields }) => fields.name)).size, rules.length);
    for (const { path, fields } of rules) {
      assert.match(fields.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, path);
    }
  });

  test('has no file that belongs to nothing', () => {
    const known = new Set(
      rules.flatMap((rule) => [
        rule.path,
        rule.path.replace(/\.yaml$/, '.test.yaml'),
        recordPath(rule, 'match'),
        recordPath(rule, 'near-miss'),
      ]),
    );
    const strays = readdirSync('catalog', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !known.has(path) && !['functions', 'schemas'].includes(basename(dirname(path))))
      .filter((path) => basename(path) !== 'README.md');
    assert.deepEqual(strays, []);
  });

  test('calls each of its functions from some rule, and has a record of each table it describes', () => {
    const queries = rules.map(({ fields }) => fields.query);
    for (const { FunctionName } of functions) {
      assert.ok(
        queries.some((query) => query.includes(`${FunctionName}(`)),
        FunctionName,
      );
    }
    const recorded = new Set(rules.flatMap((rule) => recordsOf(rule, 'match').map(({ Type }) => Type)));
    assert.deepEqual([...schemas.keys()].sort(), [...recorded].sort());
  });

  test('is read without a problem, each file as what it is', () => {
    const kinds: Record<string, string> = { functions: 'functions', schemas: 'schemas' };
    const files = readdirSync('catalog', { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.(yaml|json)$/.test(path) && !path.endsWith('.test.yaml'),
    );
    for (const file of files) {
      const reading = readRuleFile(file, readFileSync(join('catalog', file)));
      const { rules, functions, schemas } = reading;
      assert.deepEqual(reading.problems, [], file);
      const read = Object.entries({ rules, functions, schemas }).filter(([, found]) => found.length > 0);
      assert.deepEqual(
        read.map(([kind, found]) => [kind, found.length]),
        [[kinds[dirname(file)] ?? 'rules', 1]],
        file,
      );
    }
  });

  test('says in its functions only what Microsoft understands', () => {
    for (const { FunctionName, FunctionParams = [], FunctionQuery } of functions) {
      const parameters = FunctionParams.map(({ Name, Type }) => `${Name}: ${Type}`).join(', ');
      const { problems } = analyze(`let ${FunctionName}_ = (${parameters}) {\n${FunctionQuery}\n}; print 1`);
      assert.deepEqual(problems, [], FunctionName);
    }
  });
});

for (const rule of rules) {
  const { fields, folder, path } = rule;
  describe(path, () => {
    test('lies in the folder of its first tactic, and its techniques belong to its tactics', () => {
      assert.equal(folder, kebab(fields.tactics[0]));
      for (const id of fields.relevantTechniques) {
        const technique = techniqueById(id);
        assert.ok(technique, `${id} is no technique`);
        assert.ok(
          fields.tactics.some((tactic) => technique.tactics.includes(tactic)),
          `${id} serves ${technique.tactics.join(', ')}`,
        );
      }
    });

    test('has the schedule that Sentinel accepts', () => {
      if (fields.kind !== 'Scheduled') {
        assert.deepEqual([fields.queryFrequency, fields.queryPeriod], [undefined, undefined]);
        return;
      }
      const frequency = seconds(fields.queryFrequency ?? '');
      const period = seconds(fields.queryPeriod ?? '');
      assert.ok(frequency >= 300 && frequency <= period && period <= 14 * 86400);
      assert.ok(period < 2 * 86400 || frequency >= 3600, 'a period of two days or more runs hourly at most');
    });

    test('has a query that Microsoft understands, with every column that its alert shows', () => {
      const { problems, columns } = analyze(fields.query);
      assert.deepEqual(problems, []);
      const shown = [
        ...(fields.entityMappings ?? []).flatMap(({ fieldMappings }) =>
          fieldMappings.map(({ columnName }) => columnName),
        ),
        ...Object.values(fields.customDetails ?? {}),
        ...Object.values(fields.alertDetailsOverride ?? {}).flatMap(columnsNamedIn),
      ];
      const missing = shown.filter((column) => !columns.includes(column));
      assert.deepEqual(missing, [], `the result has ${columns.join(', ')}`);
    });

    for (const kind of ['match', 'near-miss'] satisfies RecordKind[]) {
      test(`has one to six ${kind} records, of tables that it reads`, () => {
        assert.ok(existsSync(recordPath(rule, kind)));
        assert.ok(readFileSync(recordPath(rule, kind), 'utf8').endsWith('\n'));
        const records = recordsOf(rule, kind);
        assert.ok(records.length >= 1 && records.length <= 6, `${records.length} records`);
        for (const record of records) assertFits(record);
      });
    }
  });
}

/** A record names its table and its time, and each of its cells has a column whose type can hold it. */
function assertFits(record: Record<string, unknown>): void {
  const { Type, TimeGenerated } = record;
  const schema = schemas.get(String(Type));
  assert.ok(schema, `${Type} has no schema`);
  assert.match(String(TimeGenerated), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  for (const [column, value] of Object.entries(record)) {
    const type = schema.get(column);
    assert.ok(type, `${Type} has no column ${column}`);
    assert.ok(holds[type](value), `${Type}.${column} is ${type}, not ${JSON.stringify(value)}`);
  }
}

const isText = (value: unknown) => typeof value === 'string';
const isWhole = (value: unknown) => Number.isSafeInteger(value);
const holds: Record<string, (value: unknown) => boolean> = {
  String: isText,
  Guid: (value) => isText(value) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value)),
  DateTime: (value) => isText(value) && !Number.isNaN(Date.parse(String(value))),
  Bool: (value) => typeof value === 'boolean',
  Int: (value) => isWhole(value) && Math.abs(Number(value)) < 2 ** 31,
  Long: isWhole,
  Real: (value) => typeof value === 'number',
  Dynamic: (value) => typeof value === 'object',
};
