import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Catalog, openCatalog, type StorePart } from '../../../src/corpus/index.js';
import { Folder, functionText, guid, ruleText, schemaText } from '../folder.js';

const NO_DOORS = { parse: 'file:///nowhere/x.js', analyse: 'file:///nowhere/x.js' };

test('every file is a rule, a function, a schema or a problem', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), "T | where F == 'x'"));
  folder.write('two.yaml', `${ruleText(guid(2), 'T')}---\n${ruleText(guid(3), 'T')}`);
  folder.write('f.yaml', functionText('F', 'T | take 1'));
  folder.write('T.json', schemaText('T', 'F'));
  folder.write('broken.yaml', 'a: [');
  folder.write('nothing.yaml', 'colour: blue');
  folder.write('bomb.yaml', bomb());
  symlinkSync('/etc/hostname', join(folder.rules, 'outside.yaml'));
  const summary = await folder.ingest();
  const { files, rules, functions, schemas } = summary;
  assert.deepEqual({ files, rules, functions, schemas }, { files: 8, rules: 3, functions: 1, schemas: 1 });
  const told = new Set(summary.problems.map((problem) => problem.path));
  assert.deepEqual([...told].sort(), ['bomb.yaml', 'broken.yaml', 'nothing.yaml', 'outside.yaml']);
  for (const problem of summary.problems) assert.ok(problem.line && problem.column && problem.message, problem.code);
  const catalog = openCatalog(folder.store);
  assert.deepEqual(new Set(catalog.problems.filter((problem) => problem.lost).map((problem) => problem.path)), told);
  catalog.close();
});

test('counts shared indicators as they are counted by hand', async (t) => {
  const folder = new Folder(t);
  folder.write('1.yaml', ruleText(guid(1), "T | where User in ('root', 'admin') | where EventID == 4625"));
  folder.write('2.yaml', ruleText(guid(2), "T | where User == 'root' | where User == 'root' | where EventID == 4625"));
  folder.write('3.yaml', ruleText(guid(3), "T | where User != 'root' | where EventID == 4625"));
  const summary = await folder.ingest();
  assert.equal(summary.indicators, 7);
  const catalog = openCatalog(folder.store);
  const counts = (slug: string) =>
    catalog.rule(slug)?.indicators.map(({ field, value, corpus }) => `${field} ${value} ${corpus.others}`);
  assert.deepEqual(counts(guid(1)), ['User root 1', 'User admin 0', 'EventID 4625 2']);
  assert.deepEqual(counts(guid(2)), ['User root 1', 'User root 1', 'EventID 4625 2']);
  assert.deepEqual(counts(guid(3)), ['EventID 4625 2']);
  assert.deepEqual(
    catalog.rule(guid(3))?.exclusions.map(({ corpus }) => corpus),
    [{ others: 0, byLanguage: {}, bySource: {} }],
  );
  assert.deepEqual(
    catalog
      .indicators()
      .map(({ value, rules, matching, excluding, scoping }) => [value, rules, matching, excluding, scoping]),
    [
      [4625, 3, 3, 0, 3],
      ['root', 3, 2, 1, 0],
      ['admin', 1, 1, 0, 0],
    ],
  );
  assert.deepEqual(
    catalog.rulesOn('user').map((rule) => rule.path),
    ['1.yaml', '2.yaml', '3.yaml'],
  );
  assert.equal(catalog.stats.distinctIndicators, 3);
  catalog.close();
});

test('rules of one id are all reachable, each with its own text', async (t) => {
  const folder = new Folder(t);
  const first = folder.write('a.yaml', ruleText(guid(1), 'First'));
  const second = folder.write('b.yaml', ruleText(guid(1).toUpperCase(), 'Second'));
  await folder.ingest();
  const catalog = openCatalog(folder.store);
  assert.equal(catalog.rule(guid(1))?.body.trim(), 'First');
  assert.equal(catalog.rule(`${guid(1)}~2`.toUpperCase())?.body.trim(), 'Second');
  assert.deepEqual(catalog.rule(guid(1))?.alsoWithThisId, [`${guid(1)}~2`]);
  const [finding] = catalog.rule(guid(1))?.lint ?? [];
  assert.equal(finding?.code, 'duplicate-id');
  assert.match(finding.message, /b\.yaml/);
  assert.deepEqual(Buffer.from(catalog.raw(guid(1)) ?? []), readFileSync(first));
  assert.deepEqual(Buffer.from(catalog.raw(`${guid(1)}~2`) ?? []), readFileSync(second));
  assert.equal(catalog.rule(guid(2)), undefined);
  assert.equal(catalog.raw('__proto__'), undefined);
  catalog.close();
});

test('the model of a rule says what its file and its query say', async (t) => {
  const folder = new Folder(t);
  folder.write('in/a.yaml', ruleText(guid(1), "T | where F =~ 'x'", { relevantTechniques: '[T1020, T1110]' }));
  await folder.ingest();
  const catalog = openCatalog(folder.store);
  const model = catalog.rule(guid(1));
  assert.ok(model);
  const { id, language, kind, severity, tactics, techniques, tables, queryPeriod, trigger, source, classification } =
    model;
  assert.deepEqual(
    {
      id,
      language,
      kind,
      severity,
      tactics,
      techniques,
      tables,
      queryPeriod,
      trigger,
      path: source.path,
      is: classification.is,
    },
    {
      id: guid(1),
      language: 'kusto',
      kind: 'scheduled',
      severity: 'High',
      tactics: ['Exfiltration'],
      techniques: ['T1020', 'T1110'],
      tables: ['T'],
      queryPeriod: '1h',
      trigger: { operator: 'gt', threshold: 0 },
      path: 'in/a.yaml',
      is: 'detection',
    },
  );
  // T1020 serves Exfiltration; T1110 (Brute Force) serves Credential Access, which the rule does not name.
  assert.deepEqual(model.attack, [
    { tactic: 'Exfiltration', techniques: [{ id: 'T1020', name: 'Automated Exfiltration' }] },
    { tactic: null, techniques: [{ id: 'T1110', name: 'Brute Force' }] },
  ]);
  assert.equal(model.bodyLine, 15);
  assert.deepEqual(model.indicators[0].cased, false);
  assert.equal(catalog.summary(guid(1))?.about, 'Looks for something.');
  assert.deepEqual(
    catalog.rulesBy('technique', 't1110').map((rule) => rule.slug),
    [guid(1)],
  );
  assert.deepEqual(catalog.facet('tactic'), [{ value: 'Exfiltration', count: 1 }]);
  catalog.close();
});

test('functions and schemas are found by name', async (t) => {
  const folder = new Folder(t);
  folder.write('f.yaml', functionText('Shared', 'T | take 1'));
  folder.write('T.json', schemaText('Table_CL', 'A'));
  await folder.ingest();
  const catalog = openCatalog(folder.store);
  assert.equal(catalog.function('Shared')?.declaration.body.trim(), 'T | take 1');
  assert.deepEqual(catalog.function('Shared')?.syntax, { body: catalog.function('Shared')?.declaration.body });
  assert.equal(catalog.function('shared'), undefined);
  assert.deepEqual(catalog.schema('TABLE_cl')?.columns, [{ name: 'A', type: 'string' }]);
  catalog.close();
});

test('with nothing changed nothing is analysed and the store stays as it is', async (t) => {
  const folder = new Folder(t);
  const path = folder.write('a.yaml', ruleText(guid(1), 'T'));
  const cold = await folder.ingest();
  const { generation } = open(folder, (catalog) => catalog);
  // Another time, the same text: content decides.
  utimesSync(path, new Date(), new Date(2020, 1, 1));
  const warm = await folder.ingest({ doors: NO_DOORS });
  assert.deepEqual({ ...warm, elapsedMs: 0 }, { ...cold, analysed: 0, elapsedMs: 0 });
  assert.equal(
    open(folder, (catalog) => catalog.generation),
    generation,
  );
});

test('a change within the same size and time is seen when the file was young', async (t) => {
  const folder = new Folder(t);
  const path = folder.write('a.yaml', ruleText(guid(1), 'Old'));
  const time = new Date();
  utimesSync(path, time, time);
  await folder.ingest();
  folder.write('a.yaml', ruleText(guid(1), 'New'));
  utimesSync(path, time, time);
  await folder.ingest();
  assert.equal(
    open(folder, (catalog) => catalog.rule(guid(1))?.body.trim()),
    'New',
  );
});

test('a change costs the analysis of what it changes', async (t) => {
  const folder = new Folder(t);
  for (let i = 1; i <= 5; i++) folder.write(`${i}.yaml`, ruleText(guid(i), i === 1 ? 'Shared | take 1' : 'T | take 1'));
  folder.write('f.yaml', functionText('Shared', 'U'));
  assert.equal((await folder.ingest()).analysed, 5);
  folder.write('2.yaml', ruleText(guid(2), 'T | take 2'));
  assert.equal((await folder.ingest()).analysed, 1);
  folder.write('f.yaml', functionText('Shared', 'V'));
  assert.equal((await folder.ingest()).analysed, 1);
  folder.remove('5.yaml');
  const summary = await folder.ingest();
  assert.deepEqual([summary.analysed, summary.rules], [0, 4]);
  assert.deepEqual(
    open(folder, (catalog) => catalog.syntax(guid(1))),
    {
      query: 'Shared | take 1\n',
      functions: [{ name: 'Shared', body: 'V\n' }],
      tables: [],
    },
  );
});

test('whatever is edited, the store then says what a new one would', { timeout: 120_000 }, async (t) => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const query = fc.constantFrom('F | take 1', 'G', "T1 | where X == 'x'", 'union T* | take 1', "T2 | where X != 'x'");
  const edit = fc.oneof(
    fc.record({ path: name.map((each) => `${each}.yaml`), text: query.map((each) => ruleText(guid(1), each)) }),
    fc.record({ path: name.map((each) => `${each}.yaml`), text: query.map((each) => ruleText(guid(2), each)) }),
    fc.record({ path: fc.constant('f.yaml'), text: query.map((each) => functionText('F', each)) }),
    fc.record({ path: fc.constant('g.yaml'), text: query.map((each) => functionText('G', each)) }),
    fc.record({
      path: fc.constantFrom('T1.json', 'T2.json'),
      text: fc.constantFrom('A', 'B').map((c) => schemaText('T1', c)),
    }),
    fc.record({ path: fc.constantFrom('a.yaml', 'f.yaml', 'T1.json'), text: fc.constant(null) }),
    fc.record({ path: fc.constant('c.yaml'), text: fc.constant('broken: [') }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }),
      async (rounds) => {
        const folder = new Folder(t);
        const present = new Set<string>();
        for (const edits of rounds) {
          for (const { path, text } of edits) {
            if (text !== null) {
              folder.write(path, text);
              present.add(path);
            } else if (present.delete(path)) folder.remove(path);
          }
          await folder.ingest();
        }
        const grown = open(folder, contentsOf);
        const anew = join(folder.home, 'anew');
        await folder.ingest({ store: anew });
        const catalog = openCatalog(anew);
        assert.deepEqual(grown, contentsOf(catalog));
        catalog.close();
      },
    ),
    { numRuns: 8 },
  );
});

test('parts of other rooms are stored with the catalog and made again with it', async (t) => {
  const folder = new Folder(t);
  folder.write('a.yaml', ruleText(guid(1), "T | where F == 'x'"));
  const part: StorePart = {
    name: 'paths',
    begin() {
      const paths: string[] = [];
      return {
        add: ({ summary, uses }) => paths.push(`${summary.path} ${uses.length}`),
        finish: () => Buffer.from(paths.sort().join()),
      };
    },
  };
  await folder.ingest();
  assert.equal(
    open(folder, (catalog) => catalog.part('paths')),
    undefined,
  );
  const paths = () => open(folder, (catalog) => Buffer.from(catalog.part('paths') ?? []).toString());
  await folder.ingest({ parts: [part], doors: NO_DOORS });
  assert.equal(paths(), 'a.yaml 1');
  folder.write('b.yaml', ruleText(guid(2), 'T'));
  await folder.ingest({ parts: [part] });
  assert.equal(paths(), 'a.yaml 1,b.yaml 0');
});

test('progress goes from reading over analysing to writing', async (t) => {
  const folder = new Folder(t);
  for (let i = 1; i <= 3; i++) folder.write(`${i}.yaml`, ruleText(guid(i), 'T'));
  const seen: string[] = [];
  await folder.ingest({ onProgress: ({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`) });
  assert.deepEqual(seen, ['reading 3/3', 'analysing 1/3', 'analysing 2/3', 'writing 3/3']);
});

function open<T>(folder: Folder, read: (catalog: Catalog) => T): T {
  const catalog = openCatalog(folder.store);
  try {
    return read(catalog);
  } finally {
    catalog.close();
  }
}

/** Everything a catalog says but its generation and its time. */
function contentsOf(catalog: Catalog) {
  const { ingestedAt, ...stats } = catalog.stats;
  return {
    stats,
    rules: catalog.rules.map((rule) => ({
      rule,
      model: catalog.rule(rule.slug),
      syntax: catalog.syntax(rule.slug),
      raw: Buffer.from(catalog.raw(rule.slug) ?? []).toString(),
    })),
    functions: catalog.functions.map((each) => catalog.function(each.name)),
    schemas: catalog.schemas.map((name) => catalog.schema(name)),
    problems: catalog.problems,
    // When each was first seen is history, which a new store has not.
    indicators: catalog.indicators().map(({ since, ...indicator }) => indicator),
  };
}

/** Text that grows tenfold with each of its lines when its aliases are followed. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}
