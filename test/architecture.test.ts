import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** What a room may import besides itself and base: other rooms by their index.ts, and packages. */
const rooms: Record<string, { rooms: readonly string[]; packages: readonly string[] }> = {
  base: { rooms: [], packages: [] },
  kql: { rooms: [], packages: ['@kusto/language-service-next', 'decimal.js', 'h3-js', 'js-yaml', 'rregex', 's2js'] },
  rules: { rooms: [], packages: ['js-yaml'] },
  analysis: { rooms: ['kql', 'rules'], packages: [] },
  corpus: { rooms: ['rules', 'analysis'], packages: ['diff', 'lowdb'] },
  search: { rooms: ['corpus'], packages: ['minisearch'] },
  records: { rooms: ['kql'], packages: [] },
  evaluation: { rooms: ['kql', 'rules', 'analysis', 'records'], packages: [] },
  web: {
    rooms: ['kql', 'rules', 'analysis', 'corpus', 'search', 'records', 'evaluation', 'cli'],
    packages: ['express', 'express-handlebars', 'handlebars', 'helmet', 'pino', 'pino-http'],
  },
  cli: {
    rooms: ['kql', 'rules', 'analysis', 'corpus', 'search', 'records', 'evaluation', 'web'],
    packages: ['pino'],
  },
};

/** The floors of kql: a file imports from its own floor and from those below. */
const floors: Record<string, number> = {
  types: 0,
  'problems.ts': 0,
  syntax: 1,
  plan: 2,
  'scalar-operators': 3,
  'scalar-functions': 3,
  aggregates: 3,
  'tabular-operators': 3,
  plugins: 3,
  evaluate: 4,
  'support.ts': 5,
  'index.ts': 5,
};

interface Import {
  readonly from: string;
  /** A path under src, or the name of a package. */
  readonly to: string;
  readonly inside: boolean;
  readonly typeOnly: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, code: readFileSync(join('src', path), 'utf8') }));
const imports = files.flatMap(({ path, code }) => importsOf(path, code));

test('imports are read in every form they take', () => {
  const code = `import { a } from './a.js';
import {
  type B,
  c,
} from '../rules/index.js';
import type { D } from 'd';
import { type E, type F } from '@scope/e/f.js';
import 'node:fs';
export * from './g.js';
const h = 'import';
const later = await import('./i.js');`;
  assert.deepEqual(
    importsOf('kql/x.ts', code).map(({ to, typeOnly }) => `${to} ${typeOnly}`),
    [
      'kql/a.ts false',
      'rules/index.ts false',
      'd true',
      '@scope/e/f.js true',
      'node:fs false',
      'kql/g.ts false',
      'kql/i.ts false',
    ],
  );
});

/** Doors beside the rooms' index.ts: who only parses, or compares what was analysed, need not load the engine. */
const sideDoors: readonly string[] = ['kql/syntax/index.ts', 'analysis/implication.ts', 'analysis/canonical-names.ts'];

test('a room imports only the rooms it may, and those through their door', () => {
  const wrong = imports.filter(({ from, to, inside }) => {
    if (!inside || roomOf(from) === roomOf(to) || roomOf(to) === 'base' || from === 'main.ts') return false;
    const isDoor = to === `${roomOf(to)}/index.ts` || sideDoors.includes(to);
    return !rooms[roomOf(from)]?.rooms.includes(roomOf(to)) || !isDoor;
  });
  assert.deepEqual(shown(wrong), []);
});

test('a room imports only its own packages', () => {
  const wrong = imports.filter(({ from, to, inside }) => {
    if (inside || to.startsWith('node:')) return false;
    return !rooms[roomOf(from)]?.packages.includes(packageOf(to));
  });
  assert.deepEqual(shown(wrong), []);
});

test('only kql/syntax knows the parser', () => {
  const wrong = imports.filter(
    ({ from, to }) => packageOf(to).startsWith('@kusto/') && !from.startsWith('kql/syntax/'),
  );
  assert.deepEqual(shown(wrong), []);
});

test('inside kql each floor stands on the ones below', () => {
  const wrong = imports.filter(({ from, to, inside, typeOnly }) => {
    if (!inside || roomOf(from) !== 'kql' || roomOf(to) !== 'kql') return false;
    const [upper, lower] = [from, to].map((path) => path.split('/')[1]);
    assert.ok(upper in floors && lower in floors, `kql has no place for ${from} or ${to}`);
    if (upper === 'plan' && lower === 'syntax') return !typeOnly;
    return floors[lower] > floors[upper];
  });
  assert.deepEqual(shown(wrong), []);
});

test('kql reads no file, clock, environment or random source', () => {
  const ambient =
    /\bprocess\.|\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bperformance\.|\bfetch\(/;
  // The patterns of user agents are a file of their package.
  const patterns = 'kql/scalar-functions/parsing/user-agent.ts';
  const wrong = files
    .filter(({ path }) => path.startsWith('kql/') && !path.startsWith('kql/syntax/') && path !== patterns)
    .filter(
      ({ path, code }) =>
        ambient.test(withoutComments(code)) ||
        imports.some(({ from, to }) => from === path && /^node:(?!zlib$|crypto$)/.test(to)),
    );
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test('only main.ts acts on import', () => {
  const acting = /^(?:await |void )?(?:[\w.]+\.)?(?:listen|exit|main|fork|spawn)\(/m;
  const wrong = files.filter(({ path, code }) => path !== 'main.ts' && acting.test(code));
  const exiting = files.filter(({ path, code }) => path !== 'main.ts' && /\bprocess\.exit\(/.test(code));
  assert.deepEqual(
    [...wrong, ...exiting].map(({ path }) => path),
    [],
  );
});

test('every room has its screenful of README', () => {
  const without = Object.keys(rooms).filter((room) => !existsSync(join('src', room, 'README.md')));
  assert.deepEqual(without, []);
  const strangers = [
    ...new Set(
      files
        .map(({ path }) => path)
        .filter((path) => path.includes('/'))
        .map(roomOf),
    ),
  ];
  assert.deepEqual(
    strangers.filter((room) => !(room in rooms)),
    [],
  );
});

test('files that have outgrown their size are named', (context) => {
  for (const { path, code } of files) {
    const lines = code.split('\n').length - 1;
    if (lines > sizeOf(path)) context.diagnostic(`src/${path} has ${lines} lines: is there a seam?`);
  }
});

function sizeOf(path: string): number {
  if (basename(path) === 'index.ts') return 300;
  if (path.startsWith('kql/scalar-functions/')) return 80;
  if (path.startsWith('kql/aggregates/') || path.startsWith('web/pages/')) return 150;
  if (path.startsWith('kql/tabular-operators/')) return 250;
  return 300;
}

function importsOf(path: string, code: string): Import[] {
  const statements =
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\((?:'([^']+)'|`([^`]+)`)\)/gm;
  return [...code.matchAll(statements)].map(([statement, type, still, moving, template]) => {
    const to = still ?? moving ?? template;
    const inside = to.startsWith('.');
    const target = inside ? normalize(join(dirname(path), to)).replace(/\.js$/, '.ts') : to;
    return { from: path, to: target, inside, typeOnly: Boolean(type) || namesOnlyTypes(statement) };
  });
}

/** `import { type A, type B } from`: as good as `import type`. */
function namesOnlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    .split(',')
    .filter((name) => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function roomOf(path: string): string {
  return path.split('/')[0];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function shown(found: readonly Import[]): string[] {
  return found.map(({ from, to }) => `${from} imports ${to}`);
}
