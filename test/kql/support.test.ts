import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { countGoldens, supportMarkdown } from '../../scripts/support-matrix.js';
import { loadParser, type SupportEntry, support } from '../../src/kql/index.js';
import { microsoftNames, type Section } from '../../src/kql/plan/known-names.js';
import { serviceBound } from '../../src/kql/plan/service-bound.js';
import { gaps } from '../../src/kql/tabular-operators/index.js';
import { readGoldens } from './golden.js';

interface Known {
  readonly Name: string;
  readonly IsHidden: boolean;
  readonly IsObsolete: boolean;
  readonly Alternative: string | null;
}

/** The part of Microsoft's library that these tests use. */
interface KustoLibrary {
  readonly Functions: { readonly All: Iterable<Known> };
  readonly Aggregates: { readonly All: Iterable<Known> };
  readonly PlugIns: { readonly All: Iterable<Known> };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

const library = (globalThis as unknown as { Kusto: { Language: KustoLibrary } }).Kusto.Language;
const lists: readonly [Section, Iterable<Known>][] = [
  ['scalar function', library.Functions.All],
  ['aggregation function', library.Aggregates.All],
  ['plugin', library.PlugIns.All],
];

describe("the known names are Microsoft's", () => {
  for (const [section, list] of lists)
    test(`${section}s, hidden and obsolete ones with them`, () => {
      const theirs = [...list].map(({ Name, IsHidden, IsObsolete, Alternative }) =>
        shown(Name, IsHidden, IsObsolete ? Alternative?.replaceAll("'", '') : undefined),
      );
      const ours = microsoftNames
        .filter((known) => known.section === section)
        .map(({ name, hidden, alternative }) => shown(name, hidden, alternative));
      assert.deepEqual(ours.sort(), theirs.sort());
    });

  test('tabular operators', () => {
    const named: Readonly<Record<string, string>> = { filter: 'where', reduceby: 'reduce' };
    const expressions = ['DataTableExpression', 'ExternalDataExpression'];
    const theirs = Object.keys(library.Syntax.SyntaxKind)
      .filter((kind) => (kind.endsWith('Operator') && kind !== 'BadQueryOperator') || expressions.includes(kind))
      .map((kind) => kind.replace(/Operator$|Expression$/, '').toLowerCase())
      .map((kind) => named[kind] ?? kind);
    const ours = microsoftNames
      .filter(({ section, alternative }) => section === 'tabular operator' && alternative === undefined)
      .map(({ name }) => name.replace(/[-_]/g, '').toLowerCase());
    assert.deepEqual(ours.sort(), theirs.sort());
  });

  test('old spellings of operators are what they stand for', async () => {
    const parser = await loadParser();
    const old = microsoftNames.filter(
      ({ section, alternative }) => section === 'tabular operator' && alternative !== undefined,
    );
    const rest: Readonly<Record<string, string>> = { limit: '1', order: 'by x', mvapply: 'x on (take 1)' };
    for (const { name, alternative } of old) {
      const { syntax } = parser.parse(`T | ${name} ${rest[name] ?? 'x'}`);
      assert.match(JSON.stringify(syntax), new RegExp(`"is":"${alternative}"`), name);
    }
  });
});

describe('the support matrix', () => {
  const entries = support();
  const status = (name: string, section: Section = 'scalar function') => find(entries, name, section).status;

  test('takes each status from the registries', () => {
    assert.equal(status('strlen'), 'full');
    assert.equal(status('datetime_part'), 'partial');
    assert.equal(status('cursor_after'), 'service');
    assert.equal(status('sql_request', 'plugin'), 'service');
    assert.equal(status('sumif', 'aggregation function'), 'partial');
    assert.equal(status('filter', 'tabular operator'), status('where', 'tabular operator'));
  });

  test('says why where something is refused, and lists nothing twice', () => {
    for (const { name, status, gap } of entries)
      if (status !== 'none') assert.equal(gap !== undefined, status !== 'full', name);
    const names = entries.map(({ section, name }) => `${section} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });

  test('has the main name of a hidden alias', () => {
    assert.equal(find(entries, 'notnull', 'scalar function').alternative, 'isnotnull');
    assert.equal(find(entries, 'array_iif', 'scalar function').alternative, 'array_iff');
  });

  test('what is bound to the service is known, and we do not have it', () => {
    for (const name of serviceBound.keys()) {
      const found = entries.filter((entry) => entry.name === name);
      assert.ok(found.length > 0, `${name} is no name of the language`);
      assert.ok(
        found.some((entry) => entry.status === 'service'),
        `${name} is in a registry: its reason goes`,
      );
    }
  });

  test('gaps are of operators that we have', () => {
    for (const name of Object.keys(gaps)) assert.equal(status(name, 'tabular operator'), 'partial', name);
  });

  test('is written down as it is: run `npm run support`', async () => {
    const parser = await loadParser();
    const files = readdirSync('test/kql', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.kql'))
      .map((path) => ({ path, cases: readGoldens(readFileSync(`test/kql/${path}`, 'utf8')).cases }));
    const goldens = countGoldens(entries, files, (query) => parser.parse(query).syntax);
    assert.deepEqual(JSON.parse(readFileSync('src/web/pages/golden-counts.json', 'utf8')), goldens);
    assert.equal(readFileSync('src/kql/SUPPORT.md', 'utf8'), supportMarkdown(entries, goldens));
  });
});

function find(entries: readonly SupportEntry[], name: string, section: Section): SupportEntry {
  const found = entries.find((entry) => entry.name === name && entry.section === section);
  assert.ok(found, `there is no ${section} ${name}`);
  return found;
}

const shown = (name: string, hidden: boolean, alternative: string | undefined): string =>
  `${name}${hidden ? ' hidden' : ''}${alternative === undefined ? '' : ` use ${alternative}`}`;
