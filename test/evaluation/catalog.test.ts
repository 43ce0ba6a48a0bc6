import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { ProblemError } from '../../src/base/problem.js';
import { catalogRules, runnableOf } from '../../src/cli/runnable.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import {
  type CatalogLine,
  type CatalogRule,
  evaluateCatalog,
  evaluateRule,
  type RunnableRule,
} from '../../src/evaluation/index.js';
import { givesNothingFromNothing } from '../../src/evaluation/nothing.js';
import { ruleOf, schema, sharedFunction } from './rule.js';

const store = mkdtempSync(path.join(tmpdir(), 'telltale-evaluation-'));
after(() => rmSync(store, { recursive: true }));
await ingest({ paths: ['catalog'], store });
const catalog = openCatalog(store);
const recordsOf = (file: string) => readFileSync(path.join('catalog', file.replace(/\.yaml$/, '.match.ndjson')));
const posted = (...bodies: Buffer[]) => ({ body: Buffer.concat(bodies), format: 'ndjson' as const });
const today = '2026-01-01T00:00:00Z';

describe('all rules at once', () => {
  test('give what each gives alone, whatever was skipped', () => {
    const some = posted(...catalog.rules.slice(0, 12).map(({ path: file }) => recordsOf(file)));
    const lines = new Map<string, CatalogLine>();
    for (const line of evaluateCatalog(catalogRules(catalog), some, () => 0, today)) lines.set(line.path, line);
    let fired = 0;
    for (const { slug, path: file } of catalog.rules) {
      const runnable = runnableOf(catalog, slug);
      assert.ok(runnable);
      const line = lines.get(file);
      try {
        const { verdict, trigger } = evaluateRule(runnable, some, () => 0, today);
        assert.equal(line?.verdict === 'alert', verdict === 'alert', file);
        if (verdict === 'alert') {
          fired++;
          assert.equal(line?.rows, trigger.count);
        }
      } catch (error) {
        assert.ok(error instanceof ProblemError);
        assert.ok(line?.problem !== undefined || (line?.missing.length ?? 0) > 0, file);
      }
    }
    assert.ok(fired >= 10, `${fired} rules fired`);
  });

  test('say what those lack that could not run', () => {
    const [first] = catalog.rules;
    const lines = [...evaluateCatalog(catalogRules(catalog), posted(recordsOf(first.path)), () => 0, today)];
    const idle = lines.find(({ verdict }) => verdict === 'not-run');
    assert.ok(idle);
    assert.ok(idle.missing.length > 0);
    assert.deepEqual(Object.keys(idle).slice(0, 6), ['ruleId', 'path', 'verdict', 'rows', 'missing', 'ms']);
  });
});

type Fields = Record<string, unknown>;

/** A small seeded source of numbers below a limit. */
function numbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The lines of all rules, without their times. */
function linesOf(rules: readonly CatalogRule[], records: readonly Fields[], indexed: boolean): Map<string, unknown> {
  const body = Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'));
  const all = evaluateCatalog(rules, { body, format: 'ndjson' }, () => 0, today, undefined, { indexed });
  return new Map([...all].map((line) => [line.path, line]));
}

/** Asserts that the index changes nothing; of a rule none of whose tables are there only why it was not run is told with less words. */
function assertSame(rules: readonly CatalogRule[], records: readonly Fields[], about: string): Map<string, unknown> {
  const given = new Set(records.map(({ Type }) => Type));
  const idle = new Set(
    rules
      .filter(({ tables }) => tables.length > 0 && !tables.some((table) => given.has(table)))
      .map((rule) => rule.path),
  );
  const indexed = linesOf(rules, records, true);
  const plain = linesOf(rules, records, false);
  for (const { path: file } of rules) {
    const [ours, whole] = [indexed, plain].map((lines) => lines.get(file) as CatalogLine | undefined);
    if (idle.has(file) && whole?.problem !== undefined) assert.equal(ours?.verdict, whole.verdict, `${file}, ${about}`);
    else assert.deepEqual(ours, whole, `${file}, ${about}`);
  }
  return indexed;
}

/** A record with some of its values changed, in another case, or gone. */
function varied(record: Fields, pick: (limit: number) => number, others: readonly Fields[]): Fields {
  const changed = { ...record };
  const names = Object.keys(record).filter((name) => name !== 'Type' && name !== 'TableName');
  for (let change = pick(3); change > 0; change--) {
    const name = names[pick(names.length)];
    const value = changed[name];
    const way = pick(4);
    if (way === 0) delete changed[name];
    else if (way === 1) changed[name] = others[pick(others.length)][name] ?? null;
    else if (typeof value === 'string') changed[name] = way === 2 ? value.toUpperCase() : `x${value}`;
    else if (typeof value === 'number') changed[name] = value + pick(3) - 1;
  }
  return changed;
}

describe('the index changes nothing', () => {
  const rules = catalogRules(catalog);
  const recordsIn = (text: Buffer): Fields[] =>
    text
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  const samples = catalog.rules.flatMap(({ path: file }) => recordsIn(recordsOf(file)));

  for (const seed of [1, 2])
    test(`for the starter catalog on its records, some left out and some varied (${seed})`, () => {
      const pick = numbers(seed);
      const records = samples.flatMap((record) => (pick(4) === 0 ? [] : [varied(record, pick, samples), record]));
      const lines = assertSame(rules, records.slice(0, 200 + pick(records.length)), `seed ${seed}`);
      assert.ok([...lines.values()].some((line) => (line as CatalogLine).verdict === 'alert'));
    });

  const shared = '../shared/records';
  const files = existsSync(shared) ? readdirSync(shared) : [];
  test('for real records, where there are some', () => {
    const records = files
      .filter((name) => name.endsWith('.ndjson'))
      .flatMap((name) => {
        const Type = /_([A-Za-z]+)(?:_|\.)/.exec(name)?.[1];
        return recordsIn(readFileSync(path.join(shared, name))).map((record) => ({ Type, ...record }));
      });
    assertSame(rules, records, 'real records');
  });

  const queries = [
    'T_CL | where A == 1',
    'T_CL | where A == 1 and B has "one"',
    'T_CL | where A == 1 | where B has "one" and C != 2',
    'T_CL | where A == 1 or (B has "two" and C == 2)',
    'T_CL | where Gone == "x" and A == 1',
    'T_CL | where A == 1 and (Gone == "x" or B has "one")',
    'T_CL | where (Gone == "x" and A == 1) or (B has "one" and C == 2)',
    'T_CL | where A == 1 and C == 1 | mv-expand E = pack_array(1, 2) to typeof(long) | where Gone == "x" and E == 1',
    'T_CL | where isempty(Gone) and A == 2',
    'T_CL | extend D = tolower(B) | where D has "one" and A > 0 | project D',
    'T_CL | extend Gone = strcat(B, "!") | where Gone == "two!" and A == 1',
    'T_CL | project-rename X = A, A = C | where X == 1 and A == 2',
    'T_CL | where A == 1 | take 2 | where C == 2',
    'T_CL | take 3 | where A == 1 and C == 0',
    'T_CL | sort by A asc | extend n = row_number() | where n == 3 and A == 1',
    'T_CL | sort by A asc | where prev(A) == A and C == 1',
    'T_CL | where rand() < 0.5 and A == 1',
    'T_CL | where A == toscalar(T_CL | where B has "two" | summarize max(A)) and C == 1',
    'let x = U_CL | where C == 1 | project A; T_CL | where A in (x) and B has "one"',
    'T_CL | where A == 1 | summarize n = count() by C | where n > 3',
    'T_CL | summarize n = count()',
    'T_CL | summarize n = count() | where n == 0',
    'T_CL | where A == 7 | count',
    'T_CL | where A == 1 | join kind=inner (T_CL | where C == 2 and A != 2) on B',
    'T_CL | where A == 1 and C == 1 | join kind=leftanti (U_CL | where C == 2) on A',
    'U_CL | where A == 1 | join kind=rightouter (T_CL | where A == 2 and C == 2) on B',
    'let m = materialize(T_CL | where A == 1); union (m | where C == 1), (m | where B has "two" and C == 2)',
    'union T_CL, U_CL | where A == 1 and C == 1 | summarize count() by B',
    'union withsource=S T_CL, (U_CL | project A, B = "one") | where B has "one" and S == "T_CL" and A == 2',
    'T_CL | mv-expand E = pack_array(A, C) to typeof(long) | where E == 2 and B has "one"',
    'T_CL | where A == 1 | evaluate bag_unpack(D) | where C == 1',
    'T_CL | where D.k == "v" and A == 1',
    'T_CL | where todynamic(B).x == 1 or A == 2 | where C == 0',
    'T_CL | where "a" == "b" and A == 1',
    'T_CL | where A == 1 | where "a" == "b" | where C == 1',
    'T_CL | where TimeGenerated > ago(1d) and A == 1',
    'table("U_CL") | where A == 1 and C == 1',
    'V_CL | join kind=inner (table("U_CL") | where A == 1 and C == 1) on A',
    'U_CL | where B matches regex "(" and A == 1',
    "T_CL | where A == 1 and B !in ((_GetWatchlist('w') | project SearchKey)) and C == 1",
    "T_CL | where A == 1 | join kind=inner _GetWatchlist('w') on $left.B == $right.SearchKey | where C == 1",
    'T_CL | where A == 9 | extend m = extract("(", 1, B)',
  ];
  const schemas = [schema('U_CL', 'A:long, B:string, C:long, Gone:string, TimeGenerated:datetime')];
  const catalogRuleOf = (runnable: RunnableRule): CatalogRule => {
    const { id, query } = runnable.rule;
    return { ruleId: id, path: query, tables: runnable.tables, load: () => runnable };
  };
  const madeUp = queries.map((query) => catalogRuleOf(ruleOf(query, '', schemas)));
  const texts = ['one', 'two', 'One two', 'none', ''];

  test('for a rule that stops reading before the last batch', () => {
    const records = Array.from(
      { length: 5000 },
      (_, i): Fields => ({ Type: 'T_CL', A: i < 2 ? 1 : 0, C: i < 2 ? 1 : 0, B: 'one' }),
    );
    records.push({ Type: 'T_CL', A: 1, C: 2, B: 'two' });
    const lines = assertSame(
      [...madeUp, ...[ruleOf('T_CL | where A == 1 and C == 1 | take 2 | where B == "two"')].map(catalogRuleOf)],
      records,
      'two batches',
    );
    assert.ok(lines.size > 0);
  });

  test('for made-up rules on made-up records', () => {
    const verdicts = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const pick = numbers(seed);
      const tables = ['T_CL', 'U_CL', 'V_CL'].slice(pick(2), 1 + pick(3));
      const records = Array.from({ length: 1 + pick(12) }, (): Fields => {
        const record: Fields = {
          Type: tables[pick(tables.length)] ?? 'T_CL',
          A: pick(4),
          B: texts[pick(texts.length)],
        };
        if (pick(5) > 0) record.C = pick(3);
        if (pick(3) === 0) record.D = { k: pick(2) === 0 ? 'v' : 'w' };
        if (pick(3) > 0) record.TimeGenerated = `2025-12-${10 + pick(20)}T00:00:00Z`;
        return record;
      });
      const lines = assertSame(madeUp, records, `seed ${seed}: ${JSON.stringify(records)}`);
      for (const line of lines.values()) verdicts.add((line as CatalogLine).verdict);
    }
    assert.deepEqual([...verdicts].sort(), ['alert', 'near', 'not-run']);
  });
});

describe('functions that read only tables without records change nothing', () => {
  const columns = 'TimeGenerated:datetime, A:long, B:string';
  const schemas = ['Own', 'Left', 'Right', 'Wide'].map((name) =>
    schema(name, name === 'Wide' ? `${columns}, W:dynamic` : columns),
  );
  const functions = [
    sharedFunction(
      'left',
      'least:long=0, off:bool=false',
      'Left | where not(off) and A >= least | extend From = "left"',
    ),
    sharedFunction('right', 'least:long=0', 'Right | where A >= least | project A, B = strcat(B, "!"), From = "right"'),
    sharedFunction('wide', '', 'let t = Wide | extend k = tostring(W.k); t | join kind=leftouter Right on A'),
    sharedFunction(
      'looked',
      '',
      'let names = dynamic(["one"]); datatable(B:string, N:long)["one", 1] | lookup Left on B',
    ),
    sharedFunction('from', 'name:string', 'Left | extend Got = column_ifexists(name, 7)'),
    sharedFunction('counted', '', 'Left | count'),
    sharedFunction('printed', '', 'union Left, (print A = 1)'),
    sharedFunction('both', '', 'union left, right'),
    sharedFunction('untold', '', 'Left | where Untold == "x"'),
    sharedFunction('strange', '', 'Strange_CL | where B == "one"'),
    sharedFunction('listed', '', "Right | where B in ((_GetWatchlist('inside') | project SearchKey))"),
    sharedFunction(
      'every',
      'least:long=0',
      "let off = toscalar('left' in ((_GetWatchlist('off') | project SearchKey))); " +
        'union isfuzzy=true left(least, off), right(least), wide, listed, missing(least), (Gone_CL | where A == 1)',
    ),
  ];
  const queries = [
    'every | where From == "left"',
    'every(2) | where isnotempty(B)',
    'every | where A == 1 | project A, From, k',
    'union Own, left, right(1)',
    'union isfuzzy=true Own, (wide | where k == "v")',
    'Own | join kind=leftanti left(1) on A',
    'Own | join kind=inner (every(1)) on A | where B == "one"',
    'union Own, from("A"), from("B")',
    'union Own, from("Nowhere")',
    'union from("A"), from("B") | getschema | where ColumnName startswith "Got"',
    'union Own, both',
    'union Own, printed | where A == 1',
    'union (left | extend Got = column_ifexists("Untold", 1)), (untold | project Got = "s") | getschema | where ColumnName startswith "Got"',
    'union Own, untold',
    'union untold, (left | where Untold == "y")',
    'union left, untold | where Untold == "x" or A == 1',
    'union Own, strange',
    'union counted, Own | where Count > 0 or A == 1',
    'looked | where N == 1',
    'union (left(toscalar(Own | summarize max(A)))), (Own | where A == 1)',
    'left | extend New = Elsewhere | where New == "x"',
    'union withsource=Source left, right | where Source has "0" or Source == "left"',
  ];
  const rules = queries.map((query): CatalogRule => {
    const runnable = ruleOf(query, '', schemas, functions);
    return { ruleId: runnable.rule.id, path: query, tables: runnable.tables, load: () => runnable };
  });

  test('for one catalog and records of now these, now those tables', () => {
    const verdicts = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const pick = numbers(seed);
      const tables = ['Own', 'Left', 'Right', 'Wide', 'Strange_CL'].filter(() => pick(3) === 0);
      const records = Array.from({ length: 1 + pick(6) }, (): Fields => {
        const record: Fields = {
          Type: tables[pick(tables.length)] ?? 'Own',
          A: pick(3),
          B: pick(2) === 0 ? 'one' : '',
        };
        if (pick(2) === 0) record.TimeGenerated = `2025-12-${10 + pick(20)}T00:00:00Z`;
        if (pick(3) === 0) record.W = { k: pick(2) === 0 ? 'v' : 'w' };
        if (pick(4) === 0) record.Untold = pick(2) === 0 ? 'x' : 3;
        if (pick(4) === 0) record.Elsewhere = 'x';
        return record;
      });
      const lines = assertSame(rules, records, `seed ${seed}: ${JSON.stringify(records)}`);
      for (const line of lines.values()) {
        const { verdict, problem } = line as CatalogLine;
        verdicts.add(problem === undefined ? verdict : problem.code);
      }
    }
    for (const verdict of ['alert', 'near', 'not-run']) assert.ok(verdicts.has(verdict), verdict);
  });
});

describe('nothing comes of nothing', () => {
  for (const [query, quiet] of [
    ['T_CL | where A == 1 | extend b = 2 | project b | take 1', true],
    ['T_CL | summarize count() by A', true],
    ['T_CL | summarize count()', false],
    ['T_CL | count', false],
    ['T_CL | make-series count() on TimeGenerated step 1h', false],
    ['union T_CL, (print x = 1)', false],
    ['let d = datatable(a:long)[1]; d | join kind=leftanti (T_CL) on $left.a == $right.b', false],
    ['let f = (x:string) { T_CL | where A == x }; f("a") | join (T_CL | summarize n = max(B) by A) on A', true],
    ["_GetWatchlist('a') | where SearchKey == 'b'", false],
    ['T_CL | evaluate bag_unpack(A)', true],
    ['T_CL | evaluate pivot(A)', false],
    ['table("T_CL") | where A == 1', false],
    ['union T* | where A == 1', false],
    ['T_CL | where A > toscalar(U_CL | count)', true],
    ['let x = datatable(a:long)[1]; T_CL | lookup x on $left.A == $right.a', true],
    ['let x = datatable(A:long)[1]; T_CL | join kind=rightouter x on A', false],
    ['let T_CL = datatable(a:long)[1]; T_CL', false],
    ['let f = (t:(*)) { t | where A == 1 }; f(T_CL)', true],
    ['let f = (t:(*)) { t | where A == 1 }; f(print A = 1)', false],
    ['let f = (t:(*)) { t | where A == 1 }; T_CL | invoke f()', true],
    ['let f = () { print A = 1 }; f', false],
    ['let x = print A = 1; let f = () { x }; let x = T_CL; f()', false],
    ['T_CL | partition by A (count)', false],
  ] as const)
    test(`${query} ${quiet ? 'gives no row' : 'may give one'}`, () =>
      assert.equal(givesNothingFromNothing(ruleOf(query)), quiet));
});
