import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { disagreements, withVariants } from '../../scripts/explanation-agreement.js';
import { runnableOf } from '../../src/cli/runnable.js';
import { ingest, openCatalog } from '../../src/corpus/index.js';
import {
  type Explained,
  evaluateRule,
  type RuleEvaluation,
  type RunnableRule,
  synthesize,
} from '../../src/evaluation/index.js';
import { ruleOf, run, schema } from './rule.js';

/*
 * The explanation beside the verdict: what is said of a record must be what becomes of it when it is posted alone, and who
 * is said to be behind a row must be as many as the row counts.
 */

interface Event {
  readonly A: string | null;
  readonly N: number | null;
}

const text = fc.constantFrom('mimikatz', 'Mimi', 'mimi katz', 'katz', 'x', '');
const event: fc.Arbitrary<Event> = fc.record({ A: fc.option(text), N: fc.option(fc.integer({ min: 0, max: 4 })) });
const events = fc.array(event, { minLength: 1, maxLength: 8 });

const needle = text.map((each) => JSON.stringify(each));
const small = fc.integer({ min: 0, max: 4 });
const simple = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('==', '=~', '!=', 'has', '!has', 'contains', 'contains_cs', 'startswith', 'endswith_cs'),
      needle,
    )
    .map(([operator, value]) => `A ${operator} ${value}`),
  fc
    .tuple(fc.constantFrom('in', 'in~', '!in', 'has_any', 'has_all'), needle, needle)
    .map(([operator, one, other]) => `A ${operator} (${one}, ${other})`),
  fc.tuple(fc.constantFrom('==', '!=', '<', '>='), small).map(([operator, value]) => `N ${operator} ${value}`),
  fc.tuple(small, small).map(([from, to]) => `N between (${from} .. ${to})`),
  fc.constantFrom('isempty(A)', 'isnotempty(A)', 'isnull(N)', 'isnotnull(N)', 'A matches regex "^m"'),
  needle.map((value) => `tolower(A) == ${value}`),
);
const { predicate } = fc.letrec<{ predicate: string }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    simple,
    fc.tuple(tie('predicate'), fc.constantFrom('and', 'or'), tie('predicate')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    tie('predicate').map((each) => `not(${each})`),
  ),
}));
const step = fc.oneof(
  predicate.map((each) => `where ${each}`),
  fc.constantFrom('extend B = strcat(A, N)', 'project-reorder N, A', 'extend A = trim(" ", A)'),
);
/** Steps that keep a record or drop it, each by itself. */
const recordwise = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => ['Events_CL', ...steps].join('\n| '));

const runs = { numRuns: 80 };

/** A column without a value in any record has the type that the schema gives it. */
const ruleWith = (query: string) => ruleOf(query, '', [schema('Events_CL', 'A:string, N:long')]);

function explained(
  query: string,
  records: readonly Event[],
): RuleEvaluation & { readonly explanation: readonly Explained[] } {
  const answer = run(ruleWith(query), { records, explain: true });
  const { explanation } = answer;
  assert.ok(explanation);
  assert.equal(explanation.length, records.length);
  return { ...answer, explanation };
}

const rowsOf = (query: string, record: Event): RuleEvaluation['rows'] =>
  run(ruleWith(query), { records: [record] }).rows;

describe('an explanation agrees with the verdict', () => {
  test('of a record alone: it reached the result where it makes a row, that row', () => {
    fc.assert(
      fc.property(recordwise, events, (query, records) => {
        const { explanation, rows } = explained(query, records);
        records.forEach((record, number) => {
          const { fate } = explanation[number];
          const alone = rowsOf(query, record);
          assert.equal(fate.reason === 'reached the result', alone.length === 1, `${query} ${JSON.stringify(record)}`);
          assert.deepEqual(
            (fate.rows ?? []).map((row) => rows[row]),
            alone,
          );
        });
      }),
      runs,
    );
  });

  test('where nothing but a predicate is said to have dropped a record: were it otherwise, the record would pass that filter', () => {
    fc.assert(
      fc.property(recordwise, events, (query, records) => {
        explained(query, records).explanation.forEach(({ fate }, number) => {
          if (fate.near !== true || fate.span === undefined) return;
          const { start, end } = fate.span;
          const next = /\n\| (?!where)/.exec(query.slice(end));
          const filter = next === null ? query : query.slice(0, end + next.index);
          const otherwise = ['true', 'false'].map((value) => `${filter.slice(0, start)}${value}${filter.slice(end)}`);
          assert.ok(
            otherwise.some((each) => rowsOf(each, records[number]).length === 1),
            `${query} ${JSON.stringify([records[number], fate])}`,
          );
        });
      }),
      runs,
    );
  });

  test('of a group: as many records stand behind a row as it counts', () => {
    fc.assert(
      fc.property(predicate, small, events, (condition, threshold, records) => {
        const query = `Events_CL\n| where ${condition}\n| summarize C = count() by A\n| where C > ${threshold}`;
        const { explanation, rows, columns } = explained(query, records);
        const count = columns.findIndex(({ name }) => name === 'C');
        const behind = rows.map((_, row) => explanation.filter(({ fate }) => fate.rows?.includes(row)).length);
        assert.deepEqual(
          behind,
          rows.map((row) => Number(row[count])),
        );
        for (const { fate } of explanation)
          if (fate.reason === 'below threshold') assert.equal(fate.stage > 0 && fate.rows === undefined, true);
      }),
      runs,
    );
  });

  test('of a result that is cut or without doubles: each row has its record, and none is behind no row', () => {
    const tail = fc.constantFrom(
      'distinct A',
      'top 2 by N',
      'summarize arg_max(N, *) by A',
      'summarize make_set(N) by A',
    );
    fc.assert(
      fc.property(predicate, tail, events, (condition, end, records) => {
        const query = `Events_CL\n| where ${condition}\n| ${end}`;
        const { explanation, rows } = explained(query, records);
        const reached = new Set(explanation.flatMap(({ fate }) => fate.rows ?? []));
        assert.deepEqual(
          [...reached].sort(),
          rows.map((_, row) => row),
        );
        for (const { fate } of explanation)
          assert.equal(fate.reason === 'reached the result', (fate.rows ?? []).length > 0, JSON.stringify(fate));
      }),
      runs,
    );
  });
});

describe('an explanation is that of the run, and leaves no row and no record out', () => {
  const today = '2026-01-01T00:00:00Z';
  const evaluateWith = (runnable: RunnableRule) => (posted: object) =>
    evaluateRule(runnable, { body: Buffer.from(JSON.stringify(posted)), format: 'json' }, () => 0, today);

  test('for each rule of the starter catalog on made-up records', async () => {
    const store = mkdtempSync(path.join(tmpdir(), 'telltale-explanation-'));
    try {
      await ingest({ paths: ['catalog'], store });
      const catalog = openCatalog(store);
      let fired = 0;
      for (const { slug, path: file, functions } of catalog.rules) {
        const runnable = runnableOf(catalog, slug);
        assert.ok(runnable);
        const { fires, tables, watchlists, externaldata, now } = synthesize(runnable, () => performance.now(), today);
        if (fires) fired++;
        const posted = { tables: withVariants(tables), watchlists, externaldata, now };
        assert.deepEqual(
          disagreements({ query: runnable.rule.query, functions }, evaluateWith(runnable), posted),
          [],
          file,
        );
      }
      assert.ok(fired > 45, `${fired} rules fire on records that were made up`);
    } finally {
      rmSync(store, { recursive: true });
    }
  });

  const events = '../shared/conformance/sigma-kql.jsonl';
  const cases: { id: string; query: string; tables: Record<string, unknown[]>; now: string }[] = existsSync(events)
    ? readFileSync(events, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  test('for recorded queries on real events, where there are some', () => {
    for (const { id, query, tables, now } of cases)
      assert.deepEqual(
        disagreements({ query, functions: [] }, evaluateWith(ruleOf(query)), { tables: withVariants(tables), now }),
        [],
        id,
      );
  });
});
